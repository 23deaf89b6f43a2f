// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.io.File;
import java.util.Optional;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.IJ;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.engine.EngineManager;
import sc.fiji.cairn.engine.EngineReport;
import sc.fiji.cairn.engine.EngineSite;
import sc.fiji.cairn.engine.EngineStore;
import sc.fiji.cairn.engine.Flavor;
import sc.fiji.cairn.torch.ChildSelfTest;

/** Installs the PyTorch engine that fits this computer, or manages those that are installed. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Install Engine...", weight = 60) })
public class InstallEngineCommand extends CairnCommand {

	private static final String AUTO = "auto";

	@Parameter(label = "Action", choices = { "install", "test", "delete", "list", "report" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.ENGINE), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.ONCE) },
		description = "Install: download if need be, test, and use from now on. Test: try the one in use again. " +
			"Report: what to send with a question.")
	private String action = "install";

	@Parameter(label = "Flavor", choices = { AUTO, "cpu", "cu128" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.ENGINE), @Attr(name = Group.BASIC) },
		description = "What the engine runs on: cu128 for NVIDIA GPUs; auto for what fits the driver, or, to delete, all.")
	private String flavor = AUTO;

	@Parameter(label = "Own PyTorch", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.ENGINE), @Attr(name = Group.BASIC) },
		description = "Folder of a PyTorch of your own to use instead of a download; empty for none.")
	private File folder = new File("");

	@Override
	protected void validate(final Problems problems) {
		if (!Inputs.isEmpty(folder)) problems.check("folder", () -> Inputs.folder("folder", folder));
	}

	@Override
	protected void execute(final Progress progress) {
		final EngineStore store = EngineStore.standard();
		final EngineManager manager = new EngineManager(store, EngineSite.standard(), new ChildSelfTest(store),
			this::consents);
		try {
			switch (action) {
				case "test" -> manager.test(store.chosen().orElseThrow(() -> new CairnException(
					"No engine has been chosen in " + store.root() + "; install one with action=install.")), progress);
				case "delete" -> manager.delete(flavor(), progress);
				case "report" -> report(store, progress);
				case "list" -> manager.list(progress);
				default -> install(manager, progress);
			}
		}
		catch (final CairnException e) {
			EngineReport.note(store, e.getMessage());
			throw e;
		}
	}

	private Optional<Flavor> flavor() {
		return flavor.equals(AUTO) ? Optional.empty() : Optional.of(Inputs.choice(Flavor.class, flavor));
	}

	private void install(final EngineManager manager, final Progress progress) {
		if (!Inputs.isEmpty(folder)) manager.useOwn(Inputs.folder("folder", folder), progress);
		else if (flavor().isPresent()) manager.install(flavor().get(), progress);
		else manager.installFitting(progress);
		manager.list(progress);
	}

	/** Asks somebody who sits there; the line of a macro or program is consent enough. */
	private boolean consents(final String question) {
		if (!caller().isUser() || GraphicsEnvironment.isHeadless()) return true;
		return IJ.showMessageWithCancel("Cairn Install Engine", question);
	}

	private static void report(final EngineStore store, final Progress progress) {
		final String report = EngineReport.of(store);
		progress.log(report);
		if (GraphicsEnvironment.isHeadless()) return;
		Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(report), null);
		progress.log("The report is on the clipboard, ready to paste.");
	}
}
