"""Reads a province's folder: `province.yaml` and the unit list, framework, forms and score sheets it names."""

from bot.province.errors import PackageInvalid
from bot.province.reader import read_province

__all__ = ["PackageInvalid", "read_province"]
