# SPDX-License-Identifier: Apache-2.0
"""What the journal calls the acts on the register of processing."""

from desk.text import N_

DEEDS = {
    "lists.filled": N_("Pick lists were added to the register"),
    "set.adopted": N_("A starter set was taken into the register"),
    "purpose.declared": N_("A purpose was declared"),
    "purpose.taken": N_("A purpose was taken from a starter set"),
    "purpose.closed": N_("A purpose was closed"),
    "category.saved": N_("A category of data was saved"),
    "categories.absent": N_("Categories were declared as not processed"),
    "categories.present": N_("Categories are processed now"),
    "group.saved": N_("A group of people was saved"),
    "system.saved": N_("An information system was saved"),
    "system.taken": N_("An information system was taken from a starter set"),
    "carrier.saved": N_("A medium was saved"),
    "carrier.taken": N_("A medium was taken from a starter set"),
    "recipient.saved": N_("A recipient was saved"),
    "recipient.taken": N_("A recipient was taken from a starter set"),
    "point.saved": N_("A collection point was saved"),
    "text.opened": N_("A text came into force"),
    "register.retired": N_("A record was taken out of use"),
}
