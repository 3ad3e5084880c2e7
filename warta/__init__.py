"""Raw Indonesian news pages to an open dataset of local news on police and election security."""

from warta.loading import load

__all__ = ["__version__", "load"]

__version__ = "0.1.0"
