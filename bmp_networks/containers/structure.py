"""What is measured of the structure of a network: tables beside the ties, each with what its columns mean."""

from __future__ import annotations

from bmp_networks.containers.tables import Column, Contract

_OVER_DRAWS = (
    Column("low", "number", "2.5 % of the drawn networks: how unsure it is who answered whom, and nothing else"),
    Column("high", "number", "97.5 % of them"),
    Column("draws", "count", "drawn networks in which it is defined"),
)

COHESION = Contract(
    "statistic of the network as a whole",
    (
        Column("statistic", "text", "its name; the documentation says how each is defined"),
        Column("value", "number", "mean over the drawn networks; NaN where undefined"),
        *_OVER_DRAWS,
        Column("chance", "number", "its mean where only chance decides: labels dealt out anew, or random ties as many"),
        Column("p", "number", "share of these as far off (E-I) or as large (centralisation); NaN where not tested"),
        Column("lowest", "number", "least that group sizes and number of ties allow; NaN where it does not apply"),
        Column("highest", "number", "most that they allow"),
        Column("note", "text", "not_informative where nearly everybody reaches everybody; else empty"),
    ),
)

POSITIONS = Contract(
    "member and measure",
    (
        Column("member", "text", "node"),
        Column("measure", "text", "contacts, betweenness, constraint, effective_size, efficiency, hierarchy, "
                                  "local_bridges, external_internal, a role of brokerage, or brokerage"),
        Column("value", "number", "mean over the drawn networks; NaN for members without ties"),
        *_OVER_DRAWS,
    ),
)  # fmt: skip

UNCERTAINTY = Contract(
    "member and measure, over drawn replies",
    (
        Column("member", "text", "node"),
        Column("measure", "text", "attention (replies and mentions received), betweenness, or one of your own"),
        Column("median", "number", "median over the drawn networks; NaN where never defined"),
        Column("mean", "number", "mean over them"),
        *_OVER_DRAWS,
        Column("p_top", "number", "share of the drawn networks in which the member is among the first `top`, 0 to 1"),
        Column("top", "count", "how many are the first"),
    ),
)

ROLES = Contract(
    "role of brokerage in the whole network",
    (
        Column("role", "text", "coordinator, itinerant, representative, gatekeeper or liaison"),
        Column("value", "number", "ways a → b → c without short cut, mean over the drawn networks"),
        *_OVER_DRAWS,
        Column("weighted", "number", "the same, each way by the product of its two weights"),
        Column("chance", "number", "mean when the group labels are dealt out anew"),
        Column("p_more", "number", "share of such deals with at least as many"),
        Column("p_fewer", "number", "share of such deals with at most as many"),
    ),
)

PROFILES = Contract(
    "reading of the literature",
    (
        Column("profile", "text", "seed002, babaei2012 or woolcock_szreter"),
        Column("ties", "count", "ties whose type is known"),
        Column("bonding", "number", "share of their weight, 0 to 1; the three sum to 1"),
        Column("bridging", "number", "likewise"),
        Column("linking", "number", "likewise"),
        Column("flip_rate", "number", "share of ties whose class differs from that under the first reading"),
    ),
)

WINDOWS = Contract(
    "window of time",
    (
        Column("start", "time", "first day", "day"),
        Column("end", "time", "first day after it", "day"),
        Column("messages", "count", "messages in it"),
        Column("active", "count", "members who wrote"),
        Column("enough", "flag", "at least 30 messages of 5 members; the rest is missing where not"),
        Column("ties", "number", "pairs that exchanged at least half an expected message"),
        Column("density", "number", "share of the pairs of active members that are tied, 0 to 1"),
        Column("came", "number", "members active here and not in the window before"),
        Column("went", "number", "members active in the window before and not here"),
        Column("born", "number", "ties here that were not in the window before"),
        Column("died", "number", "ties of the window before that are not here"),
    ),
)

PERSISTENCE = Contract(
    "tie over time",
    (
        Column("source", "text", "one member"),
        Column("target", "text", "the other"),
        Column("windows", "count", "windows of four weeks in which both were members"),
        Column("tied", "count", "of these, windows in which they were tied"),
        Column("share", "number", "tied / windows, 0 to 1"),
        Column("persistent", "flag", "at least half"),
    ),
)

STABILITY = Contract(
    "pair of successive windows",
    (
        Column("start", "time", "first day of the first", "day"),
        Column("next_start", "time", "first day of the second", "day"),
        Column("jaccard", "number", "ties of both as a share of ties of either, 0 to 1"),
        Column("jaccard_chance", "number", "the same when, in each episode, it is shuffled who addressed whom"),
        Column("jaccard_p", "number", "share of shuffles that keep at least as much"),
        Column("cosine", "number", "likeness of the weights, 0 to 1"),
        Column("cosine_chance", "number", "the same when shuffled"),
        Column("cosine_p", "number", "share of shuffles that keep at least as much"),
    ),
)

CONTACT = Contract(
    "layer set beside the chat",
    (
        Column("layer", "text", "contact (meetings), same_village or same_community"),
        Column("method", "text", "correlation (QAP), or regression beside the other layers (MRQAP)"),
        Column("estimate", "number", "r, -1 to 1; or coefficient on log weights"),
        Column("p_more", "number", "share of renamings of the members with at least as much"),
        Column("p_two_sided", "number", "share at least as far from nothing"),
        Column("n", "count", "members"),
        Column("note", "text", "too_few_members where there are fewer than METHODS asks for; else empty"),
    ),
)

INFERRED = Contract(
    "inferred tie",
    (
        Column("source", "text", "one member"),
        Column("target", "text", "the other"),
        Column("p_bonding", "number", "inferred share, 0 to 1; the three sum to 1"),
        Column("p_bridging", "number", "likewise"),
        Column("p_linking", "number", "likewise"),
        Column("relation", "text", "class of the largest share from .6 on, else mixed"),
        Column("status_direction", "text", "up, down or level seen from the source"),
        Column("entropy", "number", "0 sure to 1 every kind as likely"),
        Column("cues", "list", "what was weighed, as kind:what"),
        Column("evidence", "list", "ids of the messages among them, ascending"),
    ),
)

TIES_READ = Contract(
    "tie, with what else is known of it",
    (
        Column("source", "text", "one end, as in the ties"),
        Column("target", "text", "the other end"),
        Column("frequency", "number", "1 - exp(-r / r0), r events a joint week, r0 the median of the ties; 0 to 1"),
        Column("duration", "number", "share of the joint weeks in touch, 0 to 1"),
        Column("reciprocity", "number", "smaller of the two directions over the larger, 0 to 1; NaN for organisations"),
        Column("topics", "number", "kinds of topic both wrote of to each other, of five at most, 0 to 1"),
        Column(
            "closeness", "number", "how close the two say they are: 0, .5 (one of two asked) or 1; NaN where not asked"
        ),
        Column("strength", "number", "closeness where it is known, else the mean of the known ones of the other four"),
        Column("weak", "text", "yes where the strength lies below the median of such ties, else no"),
        Column("current", "number", "weight when an event counts half after 60 days", "events"),
        Column("maintained", "text", "yes where one of the two is abroad, no where not, missing where not known"),
        Column("embeddedness", "number", "shared contacts of those that could be shared, 0 to 1; NaN where unknown"),
        Column("local_bridge", "text", "yes where the two share no contact, else no; missing for organisations"),
    ),
)
