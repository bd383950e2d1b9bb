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
# # Who is tied to whom in this group?
#
# A first look at an exported WhatsApp group: who answers whom, which ties are bonding, bridging or linking, and how
# unequally the group's attention is spread. The chat is invented.

# %%
from pathlib import Path

import bmp_networks as bmp

SAMPLES = Path("sample_chats") if Path("sample_chats").exists() else Path("../sample_chats")
FOLDER = SAMPLES / "lipursari_android_id"

# %% [markdown]
# ## What the file says
#
# `read_chat` reads the export as it stands. Nothing is inferred yet. Notice that the group events (who was added, who left) are
# kept: they tell who was a member when, which matters for everything about silence.

# %%
chat = bmp.read_chat(FOLDER / "chat.txt")
chat

# %%
chat.messages[["timestamp", "author", "body", "media"]].head(8)

# %% [markdown]
# ## What we infer
#
# An export holds no reply links. `code_messages` says for every message which earlier message it probably answers, and how
# probably it opens something new. `p_reply` and `p_new` are probabilities: a low one is no mistake, it is honesty.

# %%
roster = bmp.read_roster(FOLDER / "roster.csv")
gazetteer = bmp.read_gazetteer(FOLDER / "actors.csv")
coding = bmp.code_messages(chat, roster, gazetteer=gazetteer)
coding.messages[["author", "text", "reply_to", "p_reply", "p_new", "products", "stages"]].head(12)

# %% [markdown]
# ## What we claim
#
# A tie is a mixture: part bonding (alike), part bridging (across communities), part linking (across levels of power). The
# shares come from the roster. Where it is silent, the tie stays unknown.

# %%
graph = bmp.build_graph(chat, coding, roster, gazetteer)
ties = bmp.classify_ties(graph, roster, gazetteer)
ties.ties.groupby(["target_kind", "relation"])["weight"].agg(["size", "sum"]).round(1)

# %% [markdown]
# How unequal is it? Look at the Gini *beside* what chance alone would give: with few events even perfectly equal members look
# unequal. `enm` is easier to say aloud: attention is as concentrated as if so many members shared it equally.

# %%
inequality = bmp.measure_inequality(graph, ties)
inequality.indices[["quantity", "tie_type", "n", "events", "gini", "low", "high", "chance", "excess", "enm", "note"]]

# %%
ax = bmp.plot_lorenz(inequality)

# %% [markdown]
# ## Try it yourself
#
# Change the rule by which answers are inferred to "the message before, by somebody else", as most tools do, and compare:
# for which share of the messages does the answered message change?

# %%
naive = bmp.code_messages(chat, roster, gazetteer=gazetteer, reply_rule="previous_other")
(naive.messages["reply_to"] != coding.messages["reply_to"]).mean()

# %% [markdown]
# ## What this does not show
#
# - Who *read* a message: an export holds no read receipts and no reactions.
# - What was said elsewhere: in private chats, on the phone, in the kitchen.
# - Whether the inferred answers are right for any single pair; they are probabilities.
# - Social capital itself: a tie type is not the capital.
