"""One physician's YAML profile in; CVs, statement skeletons and referee briefings out, as PDF and DOCX."""

__version__ = "0.1.0"
