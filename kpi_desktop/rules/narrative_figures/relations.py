"""Two figures of the form that a claim relates: change, percentage and ratio between them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi_desktop.rules.narrative_figures.agreement import agrees, is_mistyped
from kpi_desktop.rules.narrative_figures.claims import Claim, Kind
from kpi_desktop.rules.narrative_figures.form_figures import Figure
from kpi_desktop.rules.narrative_figures.points_in_time import Point

#: From so many per cent on, a percentage of change may be meant as a share of what was before.
_LEAST_SHARE = 50


@dataclass(frozen=True)
class Relation:
    """``now`` measured from ``before``."""

    now: Figure
    before: Figure

    @property
    def change(self) -> Decimal:
        """How much has come on top."""
        return self.now.value - self.before.value

    @property
    def percent(self) -> Decimal | None:
        """The change in per cent; None when it is measured from 0."""
        return self.change / self.before.value * 100 if self.before.value else None

    @property
    def share(self) -> Decimal | None:
        """How many times what was before; None when that is 0."""
        return self.now.value / self.before.value if self.before.value else None

    def bears_out(self, claim: Claim) -> bool:
        """Whether the claim is right of these two figures, or cannot be reckoned from them."""
        if claim.kind is Kind.CHANGE:
            return self._is_a_change_by(claim)
        if claim.kind is Kind.PERCENT:
            return self._is_a_rate_of(claim)
        return self._is_a_ratio_of(claim)

    def nearly_bears_out(self, claim: Claim) -> bool:
        """Whether the claim would be right but for its direction or one digit."""
        number = claim.number
        return any(
            agrees(number, right) or is_mistyped(number, right)
            for right in self._right_figures(claim)
        )

    def words(self, claim: Claim) -> str:
        """What the claim should say, reckoned from the two figures."""
        now, before = self.now.shown, self.before.shown
        if claim.kind is Kind.CHANGE:
            change = self.change.scaleb(-self.now.scale)
            return f"{now}－{before}＝{change.normalize():+,f}"
        if self.percent is None or self.share is None:
            return f"{before}に対して{now}"
        if claim.kind is Kind.PERCENT:
            return f"{before}から{now}で{self.percent:+.1f}％"
        is_times = claim.number.unit == "倍"
        words = f"{self.share:.2f}倍" if is_times else f"{self.share * 100:.1f}％"
        return f"{before}に対して{now}で{words}"

    def _is_a_change_by(self, claim: Claim) -> bool:
        right = agrees(claim.number, abs(self.change))
        if claim.number.unit == "%" and self.percent is not None:
            right = right or agrees(claim.number, abs(self.percent))
        to_target = claim.base is not None and claim.base.point is Point.TARGET
        return right and (to_target or self._goes_with(claim))

    def _is_a_rate_of(self, claim: Claim) -> bool:
        number, percent, share = claim.number, self.percent, self.share
        if percent is None or share is None:
            return True
        if agrees(number, abs(percent)) and self._goes_with(claim):
            return True
        return number.value >= _LEAST_SHARE and agrees(number, share * 100)

    def _is_a_ratio_of(self, claim: Claim) -> bool:
        number, share = claim.number, self.share
        if share is None:
            return True
        if number.unit == "倍":
            is_over = claim.direction > 0 and share >= number.value
            return is_over or agrees(number, share)
        return agrees(number, share * 100) or agrees(number, abs(share * 100 - 100))

    def _goes_with(self, claim: Claim) -> bool:
        """Whether the change has the direction that the claim gives it."""
        return self.change * claim.direction >= 0

    def _right_figures(self, claim: Claim) -> list[Decimal]:
        """What a claim of this kind may say of the two figures, without a sign."""
        right = [abs(self.change)] if claim.kind is Kind.CHANGE else []
        if self.percent is not None and claim.kind is not Kind.RATIO:
            right.append(abs(self.percent))
        if self.share is not None and claim.kind is not Kind.CHANGE:
            right.append(abs(self.share) * (1 if claim.number.unit == "倍" else 100))
        return right
