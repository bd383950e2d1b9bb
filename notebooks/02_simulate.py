# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # How wrong is the simple number?
#
# Of a real group nobody knows the truth: who answered whom, or how unequal attention really is. Of an invented group we
# know it, because we planted it. So we can lay the simple number, the honest one and the truth side by side.

# %%
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import bmp_networks as bmp

# %% [markdown]
# ## Plant a community
#
# **Change something here and run everything again**: more conversations at once (1 to 3), fewer messages, everybody equally
# active (`activity_spread=0`), a member who is never answered or none. The same seed gives the same group.

# %%
plan = bmp.CommunityPlan(members=25, messages=700, conversations=3.0, activity_spread=0.7)
community = bmp.simulate_community(plan, seed=1)
community

# %% [markdown]
# The group is written as a phone would export it, and read back. From here on the program knows no more than it would know
# of a real group.

# %%
folder = Path(mkdtemp()) / "invented"
bmp.write_community(community, folder)
chat = bmp.read_chat(folder / "chat.txt")
roster, gazetteer = bmp.read_roster(folder / "roster.csv"), bmp.read_gazetteer(folder / "actors.csv")
chat.messages[["timestamp", "author", "body"]].head(8)

# %% [markdown]
# ## Who answers whom?
#
# The simple rule, which most tools use: every message answers the message before, by somebody else. Ours weighs time, names
# and words, and may say that a message opens something new. The truth is planted.

# %%
simple = bmp.code_messages(chat, roster, gazetteer=gazetteer, reply_rule="previous_other")
ours = bmp.code_messages(chat, roster, gazetteer=gazetteer)
truth = pd.Series([row["reply_to"] for row in community.gold], dtype=float)

# %%
NEW = -1  # a message that answers nobody
rules = {"simple rule": simple, "weighing time, names, words": ours}
right = {name: coding.messages["reply_to"].fillna(NEW) == truth.fillna(NEW) for name, coding in rules.items()}
pd.Series({name: hits.mean() for name, hits in right.items()}, name="share of the messages read rightly").round(2)

# %% [markdown]
# ## How unequal is what members write?
#
# The simple number is the Gini as it stands. Beside it stands what chance alone gives if all members were equally inclined
# to write, and the share that chance does not explain. Set `activity_spread=0` above: the Gini stays well above 0, because
# chance is never even; the excess nearly vanishes.

# %%
graph = bmp.build_graph(chat, ours, roster, gazetteer)
ties = bmp.classify_ties(graph, roster, gazetteer)
inequality = bmp.measure_inequality(graph, ties, resamples=500).indices
inequality[["quantity", "tie_type", "among", "n", "events", "gini", "chance", "excess", "low", "high"]].round(2).head(8)

# %% [markdown]
# ## Whose attention is overlooked?
#
# Planted: one member asks and is never answered. The program gives even her some answers, because it only infers who answers
# whom; that is why it says how probable an answer is and does not accuse anybody.

# %%
members = bmp.screen_members(graph, ours, chat, roster).members.set_index("member")
planted = community.truth.members.set_index("person")[["received", "never_answered"]]
members[["messages", "initiated", "answered", "attention"]].join(planted).sort_values("attention").round(1).head(8)

# %% [markdown]
# ## What kinds of ties are there?
#
# Planted shares of all contact beside the found ones.

# %%
met = community.truth.ties.assign(weight=lambda ties: ties["forward"] + ties["back"])
found = ties.ties[ties.ties["target_kind"] == "member"]
kinds = ["p_bonding", "p_bridging", "p_linking"]
shares = {name: table[kinds].mul(table["weight"], axis=0).sum() for name, table in (("planted", met), ("found", found))}
(pd.DataFrame(shares) / pd.DataFrame(shares).sum()).round(2)

# %% [markdown]
# ## What this does not show
#
# - That the program is as good on real groups: invented people say what a list of sentences lets them say.
# - Anything about any community: every number here was chosen by us.
# - What happens when answers come by private chat, voice or at the kitchen table: here everything is in the chat.
# - Which share of real conversations run at once: you chose that above.
