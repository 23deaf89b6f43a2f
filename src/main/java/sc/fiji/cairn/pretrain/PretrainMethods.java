package sc.fiji.cairn.pretrain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.scijava.InstantiableException;
import org.scijava.plugin.DefaultPluginFinder;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;

import sc.fiji.cairn.CairnException;

/** Finds the pretraining methods on the class path. */
public final class PretrainMethods {

	private PretrainMethods() {}

	/** Gets the names of all methods, in alphabetical order. */
	public static List<String> names() {
		return new ArrayList<>(infos().keySet());
	}

	/**
	 * Makes the method of a name.
	 *
	 * @throws CairnException if there is none
	 */
	public static PretrainMethod of(final String name) {
		final PluginInfo<PretrainMethod> info = infos().get(name.trim());
		if (info == null) throw new CairnException("There is no pretraining method '" + name + "'; choose one of " + String
			.join(", ", names()) + ".");
		try {
			return info.createInstance();
		}
		catch (final InstantiableException e) {
			throw new CairnException("The pretraining method '" + name + "' cannot be used: " + e.getMessage() + ".", e);
		}
	}

	private static SortedMap<String, PluginInfo<PretrainMethod>> infos() {
		return Found.INFOS;
	}

	/** What lies on the class path does not change, and is looked for once, when it is first asked for. */
	private static final class Found {

		private static final SortedMap<String, PluginInfo<PretrainMethod>> INFOS = Collections.unmodifiableSortedMap(find());
	}

	private static TreeMap<String, PluginInfo<PretrainMethod>> find() {
		final PluginIndex index = new PluginIndex(new DefaultPluginFinder(PretrainMethods.class.getClassLoader()));
		index.discover();
		final TreeMap<String, PluginInfo<PretrainMethod>> infos = new TreeMap<>();
		for (final PluginInfo<PretrainMethod> info : index.getPlugins(PretrainMethod.class))
			infos.put(info.getName(), info);
		return infos;
	}
}
