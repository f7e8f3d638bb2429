"""Forms compiled from ui/*.ui by packaging/build_ui.py. Do not edit by hand."""
