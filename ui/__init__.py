# SPDX-License-Identifier: Apache-2.0
from ui.lasting_none import keep_singletons

keep_singletons()
