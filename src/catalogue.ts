/** All messages of the interface: pages, mails and console, in every language. */
import { createCatalogue } from '#platform/i18n.ts'
import { messages as platform } from '#platform/locales/index.ts'
import { uiMessages as ui } from '#ui/index.ts'
import { messages as organisations } from '#organisations/locales/index.ts'
import { messages as cases } from '#cases/locales/index.ts'
import { messages as coalitions } from '#coalitions/locales/index.ts'
import { messages as publishing } from '#publishing/locales/index.ts'
import { messages as supporters } from '#supporters/locales/index.ts'
import { messages as delivery } from '#delivery/locales/index.ts'
import { messages as campaigns } from '#campaigns/locales/index.ts'
import { messages as updates } from '#updates/locales/index.ts'
import { messages as jointLetters } from '#joint-letters/locales/index.ts'
import { messages as handOvers } from '#hand-overs/locales/index.ts'

export const catalogue = createCatalogue(
  platform,
  ui,
  organisations,
  cases,
  coalitions,
  publishing,
  supporters,
  delivery,
  campaigns,
  updates,
  jointLetters,
  handOvers,
)
