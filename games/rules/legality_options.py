"""The checks behind ``legality``, what goes beyond the base rules: scores, shares, key votes."""

from collections.abc import Mapping

from games.rules.effects.keyvotes import STEP, WEIGHTS, has_key
from games.rules.effects.scores import HIGHEST
from games.rules.legality_own import OwnChecker
from games.rules.model import Application, Decision, FundStance
from games.rules.money import FULL


class OptionsChecker(OwnChecker):
    """Checks what a game's options allow."""

    def scores(
        self, decision: Decision, applications: tuple[Application, ...]
    ) -> dict[str, dict[str, int]]:
        """Scores of others' projects; ``applications`` are the town's own that stand."""
        own = {item.project for item in applications}
        return {
            card: kept
            for card, given in decision.scores.items()
            if self._may_score(card, own) and ((kept := self._scores(card, given)) or not given)
        }

    def _may_score(self, card: str, own: set[str]) -> bool:
        project = self.game.scenario.projects.get(card)
        if project is None:
            self.refuse("not_there", card, 0, card)
        elif self.game.variant is None:
            self.refuse("no_fund", card, 0, 1)
        elif card in own or project.town == self.town.id:
            self.refuse("own_project", card, 0, 1)
        else:
            return True
        return False

    def _scores(self, card: str, given: Mapping[str, int]) -> dict[str, int]:
        kept = {}
        for criterion, score in given.items():
            if criterion not in self.game.scenario.scoring:
                self.refuse("criterion", card, ",".join(self.game.scenario.scoring), criterion)
            elif not 0 <= score <= HIGHEST:
                self.refuse("score", card, HIGHEST if score > 0 else 0, score)
            else:
                kept[criterion] = score
        return kept

    def shares_fit(self, item: Application) -> bool:
        """Whether agreed shares may be agreed and add up over exactly the applicants."""
        if not item.shares:
            return True
        applicants = {self.town.id, *item.partners}
        total = sum(item.shares.values())
        if not self.game.scenario.options.own_shares:
            self.refuse("option_off", item.project, 0, len(item.shares))
        elif item.shares.keys() != applicants:
            named = ",".join(sorted(item.shares))
            self.refuse("share_names", item.project, ",".join(sorted(applicants)), named)
        elif min(item.shares.values()) < 0:
            self.refuse("share_sum", item.project, 0, min(item.shares.values()))
        elif total != FULL:
            self.refuse("share_sum", item.project, FULL, total)
        else:
            return True
        return False

    def key_weights(self, *, joining: bool = False) -> tuple[int, ...]:
        """Weights of the levy base that the town may vote for; ``joining``: it joins now."""
        variant = self.game.variant
        inside = joining or self.town.id in self.game.fund.members
        allowed = self.game.scenario.options.key_votes and inside
        return WEIGHTS if allowed and variant is not None and has_key(variant) else ()

    def key_vote(self, decision: Decision) -> int | None:
        """Vote on the key of the fund."""
        wanted = decision.key_vote
        if wanted is None:
            return None
        joining = decision.fund == FundStance.JOIN
        if wanted in self.key_weights(joining=joining):
            return wanted
        variant = self.game.variant
        if not self.game.scenario.options.key_votes:
            self.refuse("option_off", "key_vote", 0, wanted)
        elif variant is None or not variant.join:
            self.refuse("no_fund", "key_vote", 0, wanted)
        elif not has_key(variant):
            self.refuse("key_fixed", "key_vote", 0, wanted)
        elif not joining and self.town.id not in self.game.fund.members:
            self.refuse("not_member", "key_vote", FundStance.JOIN.value, wanted)
        else:
            self.refuse("key_weight", "key_vote", STEP, wanted)
        return None
