"""Who may do what: scopes, and the roles that bundle them. The only table of permissions there is.

A role is a Django group. A signed-in user has the scopes of their groups; a token has those it was made
with, as long as its user still has them.
"""

from collections.abc import Iterable

from django.utils.functional import cached_property

SCOPES = {
    "articles:read": "Read articles and their versions",
    "articles:write": "Post articles, retry their extraction",
    "articles:takedown": "Take articles down, place and lift legal holds",
    "claims:read": "Read claims",
    "claims:write": "Add and correct claims",
    "reviews:read": "Read reviews",
    "reviews:comment": "Comment on reviews",
    "reviews:triage": "Accept, dismiss, merge, assign, hold and reopen reviews",
    "reviews:review": "Take reviews from the queue and rule on them",
    "reviews:adjudicate": "Rule where reviewers differ",
    "verdicts:read": "Read verdicts once they are revealed",
    "fact-checks:write": "Write fact checks",
    "fact-checks:publish": "Approve, correct and withdraw fact checks",
    "desk:configure": "Set policy, scales, publishers, feeds and users",
}

_READ = {scope for scope in SCOPES if scope.endswith(":read")}

ROLES: dict[str, set[str]] = {
    "administrator": set(SCOPES),
    "editor": _READ
    | {
        "articles:write",
        "articles:takedown",
        "claims:write",
        "reviews:comment",
        "reviews:triage",
        "fact-checks:write",
    },
    "adjudicator": _READ | {"reviews:comment", "reviews:adjudicate"},
    "publishing_editor": _READ | {"reviews:comment", "fact-checks:write", "fact-checks:publish"},
    "reviewer": _READ | {"reviews:comment", "reviews:review"},
    "integration": _READ | {"articles:write", "claims:write"},
}


#: Work that is done in the admin. Reviewers and integrations hold none of it.
STAFF_SCOPES = frozenset(
    {"reviews:triage", "reviews:adjudicate", "fact-checks:publish", "articles:takedown", "desk:configure"}
)


def create_groups(**_: object) -> None:
    """Make the roles' groups. Safe to repeat; runs after every migration."""
    from django.contrib.auth.models import Group

    Group.objects.bulk_create([Group(name=role) for role in ROLES], ignore_conflicts=True)


def scopes_of(roles: Iterable[str], *, is_superuser: bool = False) -> frozenset[str]:
    """The scopes of all ``roles`` together; unknown groups count for nothing."""
    if is_superuser:
        return frozenset(SCOPES)
    return frozenset().union(*(ROLES.get(role, set()) for role in roles))


def role_name(role: str) -> str:
    """A role as people say it: "publishing editor"."""
    return role.replace("_", " ")


class HasRoles:
    """What the user model gets from its groups."""

    @cached_property
    def role_scopes(self) -> frozenset[str]:
        """What the roles give, whatever token they come with. Read once an object: a request that is under way keeps
        the rights it began with."""
        if not self.is_active:  # type: ignore[attr-defined]
            return frozenset()
        names = [] if self.is_superuser else self.groups.values_list("name", flat=True)  # type: ignore[attr-defined]
        return scopes_of(names, is_superuser=self.is_superuser)  # type: ignore[attr-defined]

    @cached_property
    def scopes(self) -> frozenset[str]:
        """What may be done now: with a narrow token less than the roles give."""
        return self.role_scopes

    def narrow_to(self, scopes: Iterable[str]) -> None:
        """Leave this object only those of ``scopes``: a token that was made for little shows little."""
        self.scopes = self.scopes & frozenset(scopes)

    def has_scope(self, scope: str) -> bool:
        return scope in self.scopes

    @property
    def may_open_admin(self) -> bool:
        """Staff who hold a scope that is worked with there. The flag alone opens nothing."""
        return self.is_staff and not STAFF_SCOPES.isdisjoint(self.scopes)  # type: ignore[attr-defined]
