"""A file in the house's layout, and ways to change it."""

PAPER = """\

# The Bridge That Nobody “Asked” For & Got

By [Jane Doe](#) and [Rashid Ali, Jr.](#)

The Tideway Courier, March 5, 2021

Region: [Estuary, Upper & Lower](#), [Coast](#)

Theme: [Harbours and Trade](#)

In-depth Report: [BRIDGES](#)

*Three councils signed. **Nobody** had been asked.*

*The second paragraph of the standfirst.*

The bridge was *finished* in March.[^1] Its cost: 5 * 3 = 15 [millions](https://figures.example/a_(b)).

## What it cost

- Steel
- Stone
  - granite

> It will pay for itself.

| Year | Cost |
| --- | --- |
| 2020 | 7 |
| 2021 | 8 |

A paragraph that stops short

and goes on here, with a [dead link](#).

[^1]: The *official* date.

\\*

Note to readers: please pass this article on.

*This article was originally published on [The Other Paper](https://other.example/bridge).*

**Jane Doe** is a surveyor. She lives by the [river](https://river.example/).

**Rashid Ali, Jr.** counts ships.

The original source of this article is The Other Paper\x20\x20
Copyright © [Jane Doe](#) and [Rashid Ali, Jr.](#), The Tideway Courier, 2021

---

[Comment on our articles](https://talk.example/)

[Become a Member of The Tideway Courier](https://courier.example/join)

Articles by: **Jane**

Articles by: **Rashid**

**Disclaimer:** The contents are the authors’ own. You may cross-post our\
 articles. Write to [us](mailto:desk@courier.example).

[www.courier.example](http://www.courier.example) contains copyrighted\
 material, used under the provisions of "fair use".

For media inquiries: [press@courier.example](mailto:press@courier.example)"""

FOOT = PAPER[PAPER.index("\\*\n") :]


def paper(**changes):
    """Return the file with some of its words replaced, each of which it must have."""
    text = PAPER
    for old, new in changes.get("replace", {}).items():
        assert old in text
        text = text.replace(old, new)
    return text


def line_of(words, text=PAPER):
    return text[: text.index(words)].count("\n") + 1
