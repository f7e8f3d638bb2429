from __future__ import annotations

import pytest

from repair_desktop.core.timeline_choice import Lens, TimelineChoice
from repair_desktop.core.windows import Span


@pytest.mark.parametrize("lens", Lens)
@pytest.mark.parametrize("span", Span)
def test_a_stretch_that_fits_is_one_of_its_own_and_no_shorter_where_it_can_be(
    lens: Lens, span: Span
) -> None:
    fitting = lens.fitting(span)
    order = list(Span)
    assert fitting in lens.spans or not lens.spans
    if span in lens.spans or not lens.spans:
        assert fitting is span
    elif order.index(span) < order.index(lens.spans[-1]):
        assert order.index(fitting) > order.index(span)
    else:
        assert fitting is lens.spans[-1]


def test_the_usual_choice_fits_itself() -> None:
    usual = TimelineChoice()
    assert usual.lens.fitting(usual.span) is usual.span
    assert usual.filter.lets_all_through
