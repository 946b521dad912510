"""The sentences of refused changes of questions and parts, each saying what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "part.changed_meanwhile": _("Somebody changed this part while you wrote. What you typed is still here: compare it with what is saved now, then save the one that is right."),
    "part.gone": _("There is no such part any more. Open the list again and choose another one."),
    "part.not_empty": _("This part still holds questions ({count}, counting those no longer asked). Move them to another part first, then delete it."),
    "part.title_missing": _("Give the part a title in at least one language: it stands above its page."),
    "part.too_many": _("A form has {limit} parts at most. Put the questions into one that is there."),
    "question.changed_meanwhile": _("Somebody changed this question while you wrote. What you typed is still here: compare it with what is saved now, then save the one that is right."),
    "question.choice_in_use": _("Records use the choices of this question ({count} answer it), so none can go. Reword them, or retire the question and add a new one."),
    "question.choices_missing": _("Give it at least two choices and at most {most}."),
    "question.gone": _("There is no such question any more. Open the list again."),
    "question.heading_missing": _("Give it a heading in at least one language: it stands above the answer."),
    "question.in_use": _("This question has answers ({count} records or drafts), so it cannot be deleted. It stays retired: nobody is asked any more, and what was answered stays readable."),
    "question.limit_missing": _("A long text needs a limit of words, from 1 to {most}."),
    "question.still_asked": _("This question is still asked. Retire it first, then delete it."),
    "question.too_long": _("This has {letters} letters; {limit} is the most. Shorten it."),
    "question.type_in_use": _("Records answer this question already ({count} of them), so its type stays. Retire it and add a new one instead."),
}  # fmt: skip
