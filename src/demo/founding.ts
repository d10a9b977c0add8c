import { signIn } from '#platform/actor.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { openKeys } from '#platform/keys/keyring.ts'
import { findAccount, firstStart, makeDemoLink } from '#organisations/index.ts'
import type { DemoWorld } from '../commands/demo.ts'
import type { Page, Typed } from './browser.ts'
import { harbour, ines, layla, tomas } from './cast.ts'
import { Member } from './member.ts'
import type { Story } from './world.ts'

/** What only an operator can do: the link that the server prints at its first start, and the demo's way in. */
export async function asOperator<T>(world: DemoWorld, run: (db: Database) => Promise<T>): Promise<T> {
  const { roleUrls, masterKey } = world.staff
  const db = openDatabase({ url: roleUrls.office, keys: openKeys(masterKey), connections: 1 })
  try {
    return await run(db)
  } finally {
    await db.close()
  }
}

/** A fresh one-time link into the console for one of the members; undefined when there is no such member. */
export const signInLink = (world: DemoWorld, address: string): Promise<string | undefined> =>
  asOperator(world, async (db) => {
    const account = await db.transaction(signIn, (tx) => findAccount(tx, { address }))
    return account && makeDemoLink(db, { accountId: account.id, consoleUrl: world.consoleUrl })
  })

/** Harbour Watch comes to be: its first member, its settings, two colleagues. */
export async function found(story: Story): Promise<void> {
  const { world, steps } = story
  const link = await asOperator(world, (db) => firstStart(db, { consoleUrl: world.consoleUrl }))
  const admin = new Member(world.consoleUrl, ines)
  const codes = await admin.accept(steps.must('the link of the first start', link), {
    organisation: harbour.organisation,
    country: harbour.country,
  })
  steps.check(
    'the first member sets up passphrase and app, and gets recovery codes',
    codes.html.includes('<code'),
  )
  story.ines = admin
  const home = await admin.open('/')
  steps.check(
    'and is in: Today greets her',
    home.status === 200 && home.says(harbour.organisation),
    home.text,
  )

  const saved = await saySettings(admin, harbour)
  steps.check(
    'the organisation says who it is and from whom its mails come',
    saved.status === 200,
    saved.text,
  )
  story.tomas = await invite(story, tomas)
  story.layla = await invite(story, layla)
  const reader = story.layla
  const account = await reader.fill('/account', { form: '/account', type: { language: 'ar' } })
  steps.check('Layla reads the console in Arabic', account.seen.dir === 'rtl', account.text)
}

/** An organisation says who it is, and from whom its mails come. */
export const saySettings = (
  admin: Member,
  of: { organisation: string; country: string; form: Typed },
): Promise<Page> =>
  admin.fill('/organisation', {
    form: '/organisation',
    type: { ...of.form, name: of.organisation, country: of.country },
  })

async function invite(
  { world, steps, ines: admin }: Story,
  who: { name: string; address: string; role: string },
): Promise<Member> {
  const invited = await admin!.fill('/members/invite', { form: '/members/invite', type: { ...who } })
  const link = /https?:\/\/[^\s"<]+\/welcome\/[\w-]+/.exec(invited.html)?.[0]
  const member = new Member(world.consoleUrl, who)
  await member.accept(steps.must(`the invitation for ${who.name}`, link))
  const home = await member.open('/')
  steps.check(`${who.name} joins as ${who.role}`, home.says(who.name), home.text)
  return member
}
