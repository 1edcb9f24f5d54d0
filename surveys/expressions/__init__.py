"""What `relevant`, `constraint`, `calculation` and `choice_filter` mean.

A subset of XPath 1.0 with the additions of the ODK XForms specification
(https://getodk.github.io/xforms-spec/#xpath-functions). `elementpath` parses it; the meaning is ours, because the
specification gives dates, empty answers and choices a meaning that XPath 1.0 does not have. An expression sees only
the values that it is given: no clock, no file, no network, no chance.

=====================  ==================================================================================
What is written        What it means
=====================  ==================================================================================
`${name}`              the answer to that question; empty text when there is none
`.`                    the answer being checked (in a constraint)
`name`, `region` …     a column of the choice being offered (in a `choice_filter`)
`'a'` `"a"` `5` `2.5`  text and numbers
`and` `or`             both sides as truth; the right one only when it matters
`=` `!=`               as truth if a side is one, else as numbers if a side is one, else as text
`<` `<=` `>` `>=`      as numbers
`+` `-` `*` `div`      as numbers (IEEE doubles, as XPath 1.0 says); `mod` has the sign of its left side
`mod`
=====================  ==================================================================================

Text that is a number, or a date (as days since 1970-01-01), counts as that number; other text is not a number, and
every order comparison with it is false. Empty text, zero and "not a number" are false; other values are true. The
answer to a `select_multiple` is its choice names with a space between.

=================================  ======================================================================
Function                           Result
=================================  ======================================================================
`selected(list, name)`             whether the choice is among the chosen ones
`selected-at(list, i)`             the chosen name at place `i`, the first being 0; empty when there is none
`count-selected(list)`             how many are chosen
`jr:choice-name(value, '${q}')`    the label of that choice of question `q`
`if(test, a, b)`                   `a` or `b`; the other one is not computed
`coalesce(a, b, …)`                the first that is not empty
`not(a)` `boolean(a)`              truth
`true()` `false()`
`boolean-from-string(a)`           true for `'true'` and `'1'` only
`number(a)` `string(a)`            conversions
`int(a)`                           the fraction cut off
`round(a)` `round(a, places)`      halves go up
`floor` `ceiling` `abs`            of one number
`pow(a, b)` `sqrt(a)`
`min(a, …)` `max(a, …)`            of the numbers written out
`concat(a, …)`                     all texts in a row, at most 20,000 characters
`string-length(a)`                 in characters
`substr(a, start)`                 from `start` (the first character is 0) up to, without, `end`
`substr(a, start, end)`
`substring-before(a, b)`           and `substring-after(a, b)`
`contains(a, b)`                   and `starts-with(a, b)`, `ends-with(a, b)`
`normalize-space(a)`               and `translate(a, from, to)`
`regex(a, 'pattern')`              whether the *whole* text fits, as in ODK Collect; the pattern is written out
`today()`                          the date given by the caller
`date(a)`                          days or date text as `YYYY-MM-DD`
`decimal-date-time(a)`             days since 1970-01-01
`format-date(a, f)`                `%Y %y %m %n %d %e`, numbers only
=================================  ======================================================================

Anything else (paths, predicates, `position(..)`, `indexed-repeat`, `count` and `sum` over a repeat, `now`,
`random`, `uuid`, `once`, `pulldata`, `instance`) is refused when the questionnaire is read.
"""

from surveys.expressions.expression import Expression, fill, referenced_names
from surveys.expressions.reasons import Reason
from surveys.expressions.values import Value, as_answer, number, text, truth

__all__ = [
    "Expression",
    "Reason",
    "Value",
    "as_answer",
    "fill",
    "number",
    "referenced_names",
    "text",
    "truth",
]
