"""Raw Indonesian news pages to an open dataset of local news on police and election security."""

from importlib.metadata import version

from warta.loading import load

__all__ = ["__version__", "load"]

__version__ = version("warta")
