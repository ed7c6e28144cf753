"""Create contacts from a list of partners: what would happen, then the run, then what happened (F3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property

from contacts.links import offers
from contacts.links.bulk_creating import create_many, numbers_left, without_contact
from contacts.links.bulk_linking import Pair, link_many
from contacts.links.creating_job import CreateContacts, asked_for
from contacts.links.duplicates import likely
from contacts.links.eligibility import relation_code
from contacts.links.forms import CREATE, LINK, ContactsFromForm
from contacts.links.linking import Master
from contacts.links.offers import Way
from contacts.links.screens.base import LinkScreen, Objection, objection, token_of, way_of_many
from contacts.links.tally import Tally
from contacts.links.words import words_of
from contacts.models import Contact
from crm.history.models import Action, Change
from crm.jobs import running
from crm.jobs.models import Job
from crm.kit.addresses import page_url
from crm.kit.context import current_gesture
from crm.kit.permissions import may
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.snapshot import packed, unpacked
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.db import models

    from contacts.links.duplicates import Duplicate
    from contacts.sharing import SharingRecord
    from crm.kit.filters import ListFilters
    from crm.kit.permissions import Needs

SHOWN = 200
"""How many likely duplicates are listed to be decided one by one; the rule decides the others."""
AT_ONCE = 1_000
"""Partners that get contacts while somebody waits; of more, a job is made."""
NAMED = 50
PER_PAGE = 100


class ContactsFrom(LinkScreen):
    """The partners of a filtered list; those that have a contact are passed over."""

    of_partner = True

    def needs(self) -> Needs:
        """Contacts are new, and existing ones may be linked."""
        return *offers.to_create_contact(self.the_kind), ("change", Contact)

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """What would happen. Compares every partner chosen with every contact, so it takes a moment."""
        return self._page(ContactsFromForm())

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Contacts exist, batch by batch; a killed or repeated run makes nothing twice."""
        form, token = ContactsFromForm(request.POST), request.POST.get("token", "")
        with unit():
            done = once.result_of(request, token)
        if done:
            return HttpResponseRedirect(done)
        duplicates = unpacked(request.POST.get("duplicates", ""))
        if duplicates is None or not form.is_valid() or self.filters.complaints:
            return self._page(form)
        proposed = {int(pk): contact for pk, contact in duplicates.items()}
        if without_contact(self._chosen()).count() > AT_ONCE:
            return self.once_only(lambda: (self._start(proposed, form), None))
        try:
            tally = self._run(proposed, form)
        except Refused as refused:
            return self._page(form, refused)
        return HttpResponseRedirect(self._remember(token, tally))

    def _decided(self, duplicates: Mapping[int, int], form: ContactsFromForm) -> dict[int, str]:
        """What happens with each of the partners that probably have a contact."""
        rule: str = form.cleaned_data["rule"]
        return {pk: self.request.POST.get(f"row-{pk}") or rule for pk in duplicates}

    def _start(self, duplicates: Mapping[int, int], form: ContactsFromForm) -> str:
        """What was shown is done in the background; where that is looked at."""
        decided = {pk: choice for pk, choice in self._decided(duplicates, form).items() if choice != CREATE}
        pairs = [Pair(duplicates[pk], pk) for pk, choice in sorted(decided.items()) if choice == LINK]
        chosen = self._chosen()
        asked = asked_for(self.the_kind, chosen, self.request.GET.urlencode(), decided, pairs)
        total = without_contact(chosen).count() - len(decided) + len(pairs)
        asked["master"] = form.cleaned_data["master"]
        return reverse("job", args=[running.start(self.request.user, CreateContacts(), asked, max(total, 0)).pk])

    def _run(self, duplicates: Mapping[int, int], form: ContactsFromForm) -> Tally:
        """Do what was shown: ``duplicates`` maps partners to the contacts that were proposed for them."""
        master = Master(form.cleaned_data["master"])
        wanted, tally, decided = without_contact(self._chosen()), Tally(), self._decided(duplicates, form)

        def skip(batch: Sequence[SharingRecord]) -> Mapping[int, str]:
            return {one.pk: LINK for one in batch if decided.get(one.pk, CREATE) != CREATE}

        for made in create_many(self.the_kind, wanted, skip):
            tally.note_made(made)
        pairs = [Pair(duplicates[pk], pk) for pk, choice in decided.items() if choice == LINK]
        for result in link_many(self.the_kind, pairs, master=master):
            tally.note_linked(result, self.the_kind)
        tally.left_out = len(duplicates) - len(pairs) - sum(1 for choice in decided.values() if choice == CREATE)
        return tally

    def _remember(self, token: str, tally: Tally) -> str:
        gesture = current_gesture()
        assert gesture is not None  # the middleware opened one
        url = reverse("links-contacts-made", args=[self.the_kind.name, gesture.change_set])
        with unit():
            self.request.session[str(gesture.change_set)] = tally.as_kept()
            once.remember(self.request, token, url)
        return url

    @cached_property
    def filters(self) -> ListFilters:
        """The filters of the list, as the address has them."""
        return self.screens.filter_class(self.request.GET, queryset=self.the_kind.model._base_manager.all())

    def _chosen(self) -> models.QuerySet[Any]:
        """What the list showed; nothing where one of its filters is wrong, so that nobody gets all by accident."""
        found: models.QuerySet[Any] = self.filters.qs
        return found.none() if self.filters.complaints else found

    def _page(self, form: ContactsFromForm, refused: Refused | None = None) -> HttpResponse:
        chosen = self._chosen()
        wanted = without_contact(chosen)
        total, without = chosen.count(), wanted.count()
        left = None
        try:
            relation_code(self.the_kind)
            left = numbers_left()
        except Refused as standing:
            refused = standing
        found = likely(self.the_kind, wanted) if refused is None else {}
        return self.render(
            "links/contacts_from.html",
            title=words_of(self.the_kind).create_contacts,
            crumbs=self.crumbs(None, str(words_of(self.the_kind).create_contacts)),
            objection=self._misled() or (objection(refused) if refused is not None else None),
            chips=[f"{chip.label}: {chip.value}" for chip in self.filters.chips(self.request.GET)],
            typed=self.request.GET.get("q", ""),
            counts={"total": total, "linked": total - without, "likely": len(found), "new": without - len(found)},
            numbers_left=left if left is not None and left < without - len(found) else None,
            proposed=packed({str(pk): one.contact_id for pk, one in found.items()}),
            duplicates=[self._line(one) for one in list(found.values())[:SHOWN]],
            has_more=len(found) > SHOWN,
            named=[one.title for one in wanted.order_by("pk")[: NAMED + len(found)] if one.pk not in found][:NAMED],
            form=form,
            kind_label=self.the_kind.title,
            steps=way_of_many(1, self._list_url),
            token=token_of(self.request),
        )

    @property
    def _list_url(self) -> str:
        """The list with the filters that were chosen."""
        url, query = page_url(self.the_kind.model, "list"), self.request.GET.urlencode()
        return f"{url}?{query}" if query else url

    def _misled(self) -> Objection | None:
        """Which filter is wrong; the list shows it at its field."""
        if not self.filters.complaints:
            return None
        return Objection(" ".join(self.filters.complaints), [Way(self.screens.title, self._list_url)])

    def _line(self, duplicate: Duplicate) -> dict[str, Any]:
        """A duplicate with the addresses of both cards and of the page that compares them."""
        args = [duplicate.contact_id, self.the_kind.name, duplicate.partner_id]
        return {
            "duplicate": duplicate,
            "partner_url": page_url(self.the_kind.model, "card", duplicate.partner_id),
            "contact_url": page_url(Contact, "card", duplicate.contact_id),
            "compare_url": reverse("links-decide", args=args),
            "reasons": ", ".join(duplicate.reasons),
            "sent": self.request.POST.get(f"row-{duplicate.partner_id}", ""),
        }


class ContactsMade(LinkScreen):
    """What a run did, from the history; what it refused, from the session of whoever started it."""

    of_partner = True

    def needs(self) -> Needs:
        """Whoever may see contacts and these partners."""
        return ("view", Contact), ("view", self.the_kind.model)

    def get(self, request: HttpRequest, kind: str, made: UUID) -> HttpResponse:
        """Counts, refusals and the contacts, page by page."""
        title = str(words_of(self.the_kind).create_contacts)
        pages = Paginator(self._created(made), PER_PAGE)
        return self.render(
            "links/contacts_made.html",
            title=title,
            crumbs=self.crumbs(None, title),
            steps=way_of_many(2, ""),
            tally=self._tally(made),
            page=pages.get_page(request.GET.get("page")),
            contacts_url=page_url(Contact, "list"),
            undo_url=reverse("undo", args=[made]) if pages.count and may(request.user, "view", Change) else "",
            export_url=reverse("change-set-export", args=[made]),
        )

    def _tally(self, made: UUID) -> Tally | None:
        """What came of it, as the job or the session of the user knows it."""
        job = Job.objects.filter(change_set=made, user=self.request.user.pk).first()
        held = job.held.get("tally") if job is not None else self.request.session.get(str(made))
        found = Tally.kept(held)
        if job is not None and found is not None:
            found.left_out = len(job.asked["passed"]) - len(job.asked["pairs"])
        return found

    def _created(self, made: UUID) -> models.QuerySet[Change]:
        of_contacts = Change.objects.in_set(made).filter(model=Contact._meta.label_lower, action=Action.CREATE)
        return of_contacts.filter(actor=self.request.user.pk)
