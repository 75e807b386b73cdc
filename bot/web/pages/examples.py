"""What was put right, kept without names for the next training: everybody may look, and delete."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services.examples_kept import forget_all, forget_one
from bot.web import words
from bot.web.forms import Form
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, local_path, staff_of
from bot.web.sure import refuse_unticked
from storage.reports.examples import examples

TITLE = _("Examples to learn from")
ROLES = STORY_STAFF
UNPROCESSABLE = 422
SURE = _("Please tick that all of them may go.")
DONE = {
    "one": _("It is gone. What was put right stays so."),
    "all": _("All of them are gone. What was put right stays so."),
}


async def show(request: Request) -> Response:
    """Show every example."""
    return await _page(request, Form())


async def forget(request: Request) -> Response:
    """Forget the words of one example."""
    await forget_one(house_of(request), staff_of(request), request.path_params["example_id"])
    back = form_of(request).text("back")
    return go(local_path(back) if back else "/examples?done=one")


async def forget_everything(request: Request) -> Response:
    """Forget the words of all of them."""
    form = form_of(request)
    try:
        refuse_unticked(form, SURE)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    await forget_all(house_of(request), staff_of(request))
    return go("/examples?done=all")


async def _page(request: Request, form: Form) -> Response:
    school_id, status = staff_of(request).school_id, UNPROCESSABLE if form.errors else 200
    found = await house_of(request).database.read(lambda uow: examples(uow, school_id))
    done = DONE.get(request.query_params.get("done", ""))
    return page(request, "examples.html", TITLE, status=status, form=form, examples=found, done=done, words=words)


ROUTES = (
    Route("/examples", show),
    Route("/examples/forget", forget_everything, methods=["POST"]),
    Route("/examples/{example_id:int}/forget", forget, methods=["POST"]),
)
