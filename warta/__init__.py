"""Raw Indonesian news pages to an open dataset of local news on police and election security."""

from importlib.metadata import version

__version__ = version("warta")
