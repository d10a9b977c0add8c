/** The messages that mails need, for tests of the worker: without the composers. */
import { createCatalogue } from '../src/platform/i18n.ts'
import { messages as delivery } from '../src/delivery/locales/index.ts'
import { messages as supporters } from '../src/supporters/locales/index.ts'
import { messages as campaigns } from '../src/campaigns/locales/index.ts'
import { messages as jointLetters } from '../src/joint-letters/locales/index.ts'

export const mailCatalogue = createCatalogue(supporters, delivery, campaigns, jointLetters)
