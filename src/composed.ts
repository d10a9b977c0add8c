/** The modules in their order (`modules.ts`), as the composers use them. Importing one also declares its permissions. */
import type { Module } from '#platform/module.ts'
import { auditModule } from './audit.ts'
// mails between two modules: the worker composes them, so it must know them
import './alarm-mail.ts'
import './audit-address-mail.ts'
import './credential-mail.ts'
import './invitation-mail.ts'
import './recovery.ts'
import './reminder-mail.ts'
import { campaignsModule } from '#campaigns/module.ts'
import { casesModule } from '#cases/module.ts'
import { coalitionsModule } from '#coalitions/module.ts'
import { deliveryModule } from '#delivery/module.ts'
import { handOversModule } from '#hand-overs/module.ts'
import { jointLettersModule } from '#joint-letters/module.ts'
import { organisationsModule } from '#organisations/module.ts'
import { supportersModule } from '#supporters/module.ts'
import { publishingModule } from '#publishing/module.ts'
import { updatesModule } from '#updates/module.ts'

export const modules: readonly Module[] = [
  organisationsModule,
  casesModule,
  coalitionsModule,
  publishingModule,
  supportersModule,
  deliveryModule,
  campaignsModule,
  updatesModule,
  jointLettersModule,
  handOversModule,
  auditModule,
]
