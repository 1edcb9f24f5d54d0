"""An SVG picture under construction, and its rasterising. Texts are cleaned and escaped on their way in."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree import ElementTree as ET

import resvg_py

from bot.render.style import INK, PAPER
from bot.render.typeface import FAMILY, FONT_FILES, clean

__all__ = ["Drawing", "Run", "dashed", "png"]


class Run(NamedTuple):
    """Words in one size and weight; `gap` is the room in pixels before them."""

    words: str
    size: float
    bold: bool = False
    fill: str = INK
    gap: float = 0


class Drawing:
    """Shapes and texts on white paper of a known width; the height is known when it is finished."""

    def __init__(self, width: int) -> None:
        self._root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "font-family": FAMILY})
        self._paper = self.shape("rect", fill=PAPER)
        self._width = width

    def shape(self, tag: str, **attributes: float | str) -> ET.Element:
        """Add an element; `stroke_width` becomes `stroke-width`, and numbers keep two decimals."""
        written = {name.replace("_", "-"): _written(value) for name, value in attributes.items()}
        return ET.SubElement(self._root, tag, written)

    def text(self, x: float, y: float, *runs: Run, anchor: str = "start") -> None:
        """Add one line of text whose baseline is at `y`."""
        line = self.shape("text", x=x, y=y, text_anchor=anchor)
        for run in runs:
            style = {"font-size": _written(run.size), "fill": run.fill}
            if run.bold:
                style["font-weight"] = "bold"
            if run.gap:
                style["dx"] = _written(run.gap)
            ET.SubElement(line, "tspan", style).text = clean(run.words)

    def lines(self, x: float, y: float, lines: tuple[str, ...], run: Run, *, leading: float) -> float:
        """Add lines below each other in the manner of `run`; returns where the next baseline would be."""
        for words in lines:
            self.text(x, y, run._replace(words=words))
            y += leading
        return y

    def finish(self, height: float) -> str:
        """The SVG document."""
        for element in (self._root, self._paper):
            element.set("width", str(self._width))
            element.set("height", _written(height))
        self._root.set("viewBox", f"0 0 {self._width} {_written(height)}")
        return ET.tostring(self._root, encoding="unicode")


def dashed(element: ET.Element, colour: str) -> None:
    """Give a shape a dashed outline."""
    element.attrib.update({"stroke": colour, "stroke-width": "5", "stroke-dasharray": "22 12"})


def png(svg: str, *, zoom: float = 1) -> bytes:
    """`svg` as PNG, written in the bundled typeface only, so that it is the same on every machine."""
    files = [str(file) for file in FONT_FILES]
    return resvg_py.svg_to_bytes(
        svg_string=svg, zoom=zoom, skip_system_fonts=True, font_files=files, font_family=FAMILY
    )


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
