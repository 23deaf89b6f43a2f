package sc.fiji.cairn.command.ij1;

import java.io.File;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;

import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.command.ParameterValue;
import sc.fiji.cairn.command.Parameters;

/** Asks for the parameters of a command in an ImageJ dialog, and records them as a macro line that runs the same. */
final class CommandDialog {

	private static final int TEXT_COLUMNS = 30;
	private static final int NUMBER_COLUMNS = 9;

	private final Module module;
	private final Parameters parameters;

	CommandDialog(final Module module, final Parameters parameters) {
		this.module = module;
		this.parameters = parameters;
	}

	/**
	 * Shows the dialog and sets the module's inputs to what the user chose.
	 *
	 * @return false if the user pressed Cancel
	 * @throws CairnException if the user chose something that is not allowed
	 */
	boolean ask() {
		final GenericDialog dialog = new GenericDialog(parameters.label().replace("...", ""));
		parameters.keys().forEach(key -> add(dialog, parameters.item(key)));
		dialog.addHelp(help());
		dialog.showDialog();
		if (dialog.wasCanceled()) return false;
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final String key : parameters.keys()) {
			if (ParameterValue.hasText(parameters.item(key).getType())) texts.put(key, read(dialog, key));
		}
		texts.forEach((key, text) -> module.setInput(parameters.item(key).getName(), parameters.parse(key, text)));
		if (Recorder.record) record(texts);
		return true;
	}

	private void add(final GenericDialog dialog, final ModuleItem<?> item) {
		final Object value = item.getValue(module);
		final String label = label(item);
		final List<?> choices = item.getChoices();
		if (value instanceof Boolean checked) dialog.addCheckbox(label, checked);
		else if (choices != null && !choices.isEmpty()) {
			dialog.addChoice(label, choices.stream().map(String::valueOf).toArray(String[]::new), String.valueOf(value));
		}
		else if (ParameterValue.isNumber(item.getType())) {
			final int digits = Math.max(0, new BigDecimal(ParameterValue.text(value)).scale());
			dialog.addNumericField(label, ((Number) value).doubleValue(), digits, NUMBER_COLUMNS, null);
		}
		else if (FileWidget.DIRECTORY_STYLE.equals(item.getWidgetStyle())) {
			dialog.addDirectoryField(label, ParameterValue.text(value), TEXT_COLUMNS);
		}
		else if (item.getType() == File.class) dialog.addFileField(label, ParameterValue.text(value), TEXT_COLUMNS);
		else if (ParameterValue.hasText(item.getType())) {
			dialog.addStringField(label, ParameterValue.text(value), TEXT_COLUMNS);
		}
	}

	private String read(final GenericDialog dialog, final String key) {
		final ModuleItem<?> item = parameters.item(key);
		final List<?> choices = item.getChoices();
		if (item.getValue(module) instanceof Boolean) return String.valueOf(dialog.getNextBoolean());
		if (choices != null && !choices.isEmpty()) return dialog.getNextChoice();
		if (!ParameterValue.isNumber(item.getType())) return dialog.getNextString();
		final double number = dialog.getNextNumber();
		if (dialog.invalidNumber()) throw new CairnException("\"" + label(item) + "\" must be a number.");
		return ParameterValue.text(number);
	}

	/** Records key=value for all, in the spelling that both this plugin and Fiji read. */
	static void record(final Map<String, String> texts) {
		// NB: the dialog has recorded the first words of its labels by now.
		Recorder.resetCommandOptions();
		texts.forEach((key, text) -> Recorder.recordOption(key, Recorder.fixString(text)));
	}

	private String help() {
		final StringBuilder html = new StringBuilder("<html><dl>");
		for (final String key : parameters.keys()) {
			final ModuleItem<?> item = parameters.item(key);
			html.append("<dt><b>").append(label(item)).append("</b> (").append(key).append(")</dt><dd>");
			html.append(item.getDescription() == null ? "" : item.getDescription()).append("</dd>");
		}
		return html.append("</dl></html>").toString();
	}

	private static String label(final ModuleItem<?> item) {
		if (item.getLabel() != null && !item.getLabel().isEmpty()) return item.getLabel();
		return Character.toUpperCase(item.getName().charAt(0)) + item.getName().substring(1);
	}
}
