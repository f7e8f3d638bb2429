"""The main window: navigation, menus, lock and quick hide."""
