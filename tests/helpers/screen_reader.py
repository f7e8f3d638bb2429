"""What a screen reader has: names, texts, roles and actions, over the accessibility bus.

Runs under the system's own Python, which has the bindings. Reads commands as lines of JSON from
standard input and answers each with one line.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def applications():
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(number)
        if application is not None and application.get_child_count():
            yield application


def shown(node=None, depth=0):
    """Yield everything that is on the screen, parents first."""
    if node is None:
        for application in applications():
            yield from shown(application, 1)
        return
    try:
        states = node.get_state_set()
        if depth > 1 and not states.contains(Atspi.StateType.SHOWING):
            return
        yield node
        for number in range(min(node.get_child_count(), 500)):
            child = node.get_child_at_index(number)
            if child is not None:
                yield from shown(child, depth + 1)
    except GLib.Error:
        return  # it is gone meanwhile


def text_of(node):
    try:
        interface = node.get_text_iface()
        if interface is None:
            return ""
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    except GLib.Error:
        return ""


def names(role):
    return [n.get_name() for n in shown() if n.get_name() and role in ("", n.get_role_name())]


def texts():
    found = []
    for node in shown():
        found.extend(part for part in (node.get_name(), text_of(node)) if part)
    return found


def focus():
    found = ""
    for node in shown():
        focused = node.get_state_set().contains(Atspi.StateType.FOCUSED)
        if focused and node.get_role_name() not in ("frame", "application"):
            found = node.get_name() or found  # what lies inside comes later; a viewport has no name
    return found


def description(name):
    return next((n.get_description() for n in shown() if n.get_name() == name), "")


def roles(name):
    usable = Atspi.StateType.ENABLED
    return [
        node.get_role_name()
        for node in shown()
        if node.get_name() == name and node.get_state_set().contains(usable)
    ]


def press(name):
    for node in shown():
        if node.get_name() == name and node.get_state_set().contains(Atspi.StateType.ENABLED):
            action = node.get_action_iface()
            if action is not None and node.get_n_actions() > 0:
                return bool(node.do_action(0))
    return False


def nameless():
    """Return every control that can have the focus and has no name."""
    found = []
    for node in shown():
        states = node.get_state_set()
        focusable = states.contains(Atspi.StateType.FOCUSABLE)
        if focusable and not node.get_name() and node.get_role_name() not in ("application",):
            found.append(f"{node.get_role_name()} in {node.get_parent().get_name()}")
    return found


COMMANDS = {
    "names": names,
    "texts": texts,
    "focus": focus,
    "description": description,
    "roles": roles,
    "press": press,
    "nameless": nameless,
}


def answer(command, arguments):
    """Look again when something went away while it was looked at."""
    for _ in range(20):
        Atspi.get_desktop(0).clear_cache()
        try:
            return COMMANDS[command](*arguments)
        except GLib.Error:
            continue
    return None


for line in sys.stdin:
    command, *arguments = json.loads(line)
    sys.stdout.write(json.dumps(answer(command, arguments)) + "\n")
    sys.stdout.flush()
