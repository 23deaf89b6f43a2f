// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.suggest.Suggestion;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/** Draws the slices that are suggested for labels, by rank, with their case and number. */
public final class ContactSheet {

	private static final int COLUMNS = 6;

	/** More could not be told apart on a screen. */
	private static final int MOST = 60;
	private static final int TILE = 180;
	private static final int MARGIN = 24;
	private static final int GAP = 12;
	private static final int LINE = 22;

	private final VolumeIO io;
	private final Selection selection;
	private final Progress progress;

	/** A slice, and how much higher its pixels are than wide. */
	private record Tile(Slice slice, double aspect) {

		int height() {
			return (int) Math.round(Math.min(2 * TILE, TILE * aspect * slice.height() / slice.width()));
		}
	}

	/**
	 * @param selection channels and time point of the volumes; of several channels the first is shown
	 * @param progress asked for cancel before each volume
	 */
	public ContactSheet(final VolumeIO io, final Selection selection, final Progress progress) {
		this.io = io;
		this.selection = selection;
		this.progress = progress;
	}

	/**
	 * Draws suggestions, at most {@value #MOST}; of a whole volume its middle slice.
	 *
	 * @throws sc.fiji.cairn.CairnException if an image cannot be read
	 */
	public BufferedImage draw(final List<Suggestion> suggestions) {
		final List<Suggestion> shown = suggestions.subList(0, Math.min(MOST, suggestions.size()));
		final Map<Suggestion, Tile> tiles = read(shown);
		final int high = tiles.values().stream().mapToInt(Tile::height).max().orElse(TILE);
		final int rows = (shown.size() + COLUMNS - 1) / COLUMNS;
		final BufferedImage image = new BufferedImage(2 * MARGIN + COLUMNS * (TILE + GAP) - GAP, 2 * MARGIN + 2 * LINE + rows *
			(high + 2 * LINE + GAP), BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		try {
			Type.smooth(g);
			g.setColor(Color.WHITE);
			g.fillRect(0, 0, image.getWidth(), image.getHeight());
			g.setColor(Palette.TEXT);
			g.setFont(Type.BOLD);
			g.drawString("To be labelled next: " + Words.count(suggestions.size(), suggestions.get(0).slice().isEmpty() ? "volume"
				: "slice") + (shown.size() < suggestions.size() ? ", of which the first " + shown.size() : ""), MARGIN, MARGIN + LINE -
					6);
			g.setFont(Type.PLAIN);
			for (int i = 0; i < shown.size(); i++)
				draw(g, shown.get(i), tiles.get(shown.get(i)), MARGIN + i % COLUMNS * (TILE + GAP), MARGIN + 2 * LINE + i / COLUMNS *
					(high + 2 * LINE + GAP) + high);
		}
		finally {
			g.dispose();
		}
		return image;
	}

	/** Draws a slice above a line, and its words below, so that the words of slices of any height stand side by side. */
	private static void draw(final Graphics2D g, final Suggestion one, final Tile tile, final int x, final int y) {
		g.drawImage(tile.slice().grey(), x, y - tile.height(), TILE, tile.height(), null);
		final String place = one.slice().isEmpty() ? "all slices" : "slice " + one.slice().getAsInt() + " of " + one.slices();
		g.drawString(Type.fit(g, one.rank() + "  " + one.name(), TILE), x, y + LINE - 6);
		g.drawString(place, x, y + 2 * LINE - 8);
	}

	/** Opens each volume once. */
	private Map<Suggestion, Tile> read(final List<Suggestion> shown) {
		final Map<Suggestion, Tile> tiles = new LinkedHashMap<>();
		final List<Suggestion> left = new ArrayList<>(shown);
		progress.stage("Drawing", shown.size());
		while (!left.isEmpty()) {
			progress.checkCancelled();
			final Suggestion first = left.get(0);
			final Volume volume = selection.of(Waiting.call(() -> io.open(first.image()), progress), first.image().toString());
			final Geometry geometry = volume.geometry();
			final double ratio = geometry.spacingY() / geometry.spacingX();
			final double aspect = Double.isFinite(ratio) && ratio > 0 ? ratio : 1;
			left.stream().filter(one -> one.image().equals(first.image())).forEach(one -> tiles.put(one, new Tile(Slice.of(volume
				.grid(0, 0), one.slice().orElse((int) volume.size(Axis.Z) / 2 + 1) - 1), aspect)));
			left.removeIf(one -> one.image().equals(first.image()));
			progress.advance(tiles.size(), first.name());
		}
		return tiles;
	}
}
