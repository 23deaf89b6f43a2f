package sc.fiji.cairn;

import org.scijava.Context;

import sc.fiji.cairn.pretrain.PretrainMethodService;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.volume.VolumeFormatService;
import sc.fiji.cairn.volume.VolumeIO;

/** The formats and methods on the class path of the tests, for what has no context. */
public final class TestPlugins {

	private static final Context CONTEXT = new Context(VolumeFormatService.class, PretrainMethodService.class);

	private TestPlugins() {}

	/** Opens and saves volumes in all formats. */
	public static VolumeIO io() {
		return CONTEXT.service(VolumeFormatService.class).io();
	}

	/** Knows all methods, those of the tests included. */
	public static PretrainMethods methods() {
		return CONTEXT.service(PretrainMethodService.class).methods();
	}
}
