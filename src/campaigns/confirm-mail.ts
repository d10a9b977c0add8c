import { sql } from 'kysely'
import { createI18n, isLanguage, type I18n } from '#platform/i18n.ts'
import type { Tx } from '#platform/database.ts'
import { signLink } from '#platform/keys/links.ts'
import type { WorkerServices } from '#platform/module.ts'
import {
  confirmActionsMail,
  confirmationLimits,
  confirmFollowingMail,
  confirmNewsletterMail,
  declareMail,
  queueMails,
  type DeedKind,
  type MailText,
  type OpenedMail,
} from '#delivery/index.ts'
import { confirmHref } from './addresses.ts'
import type { CampaignDocument } from './document.ts'
import type { ConfirmLink } from './confirming.ts'
import { letterValues, pendingLetters } from './signed-letter.ts'

/** Somebody who may have something to confirm: in a campaign, or who only follows a case. */
export interface Asked {
  inbox: number
  campaignId?: string
  caseId: string
  language: string
  /** the newsletter alone, asked for on the page of another organisation */
  newsletter?: boolean
}

/** What a mail is about, by id: a campaign, a case, or the organisation itself where it is its newsletter alone. */
const aboutOf = (one: Asked, organisationId: string): string =>
  one.campaignId ?? (one.newsletter ? organisationId : one.caseId)

interface Standing {
  inbox: number
  about: string
  /** something waits for her answer */
  open: boolean
  silent: boolean
  /** mails to her about it since she last answered one, and the newest of them */
  unanswered: number
  today: number
  /** all spellings of the inbox: its index, and our mails of the last day to any of them, whatever they were about */
  mailbox: string
  mailboxToday: number
  newest: Date | null
  waiting: boolean
}

const mostReminders = 2
const remindAfterDays = [1, 3]

/**
 * Queues one mail per inbox for all that waits for confirmation in a campaign; asked again, resends after ten minutes, at
 * most three a day.
 * Safety: whoever types a stranger's address into our forms again and again cannot fill her inbox with our mail, neither
 * through many campaigns nor by spellings ("+1", "+2") that all end in it. Who really acted so often is reminded later.
 */
export async function askToConfirm(tx: Tx, organisationId: string, asked: readonly Asked[]): Promise<void> {
  const latest = new Map(asked.map((one) => [`${one.inbox} ${aboutOf(one, organisationId)}`, one]))
  const standings = await standingOf(tx, organisationId, [...latest.values()])
  const due = withinMailboxes(standings.filter(mayAsk(tx.now)))
  await queue(tx, organisationId, latest, due, 'confirmation')
}

/** As many as each mailbox may still get today. */
function withinMailboxes(standings: readonly Standing[]): Standing[] {
  const sent = new Map<string, number>()
  return standings.filter(({ mailbox, mailboxToday }) => {
    const soFar = sent.get(mailbox) ?? mailboxToday
    sent.set(mailbox, soFar + 1)
    return soFar < confirmationLimits.perDayInMailbox
  })
}

const mayAsk =
  (now: Date) =>
  (standing: Standing): boolean =>
    standing.open &&
    !standing.silent &&
    !standing.waiting &&
    standing.today < confirmationLimits.perDay &&
    (standing.newest === null || now.getTime() - standing.newest.getTime() >= confirmationLimits.resendAfter)

const page = 1000

/** Reminds whoever has not answered, one day and three days after the last mail. */
export async function remind(tx: Tx, organisationId: string): Promise<number> {
  let count = 0
  let last: { inbox: number; campaign: string } | undefined
  for (;;) {
    const rows = await unanswered(tx, organisationId, last)
    const asked = new Map(rows.map((row) => [`${row.inbox} ${row.campaignId}`, row]))
    const waiting = (await standingOf(tx, organisationId, rows)).filter((standing) => {
      const reminders = standing.unanswered - 1
      if (!standing.open || standing.silent || standing.waiting || reminders >= mostReminders) return false
      if (standing.newest === null) return true
      return standing.newest <= daysBefore(tx.now, remindAfterDays[Math.max(0, reminders)]!)
    })
    const due = withinMailboxes(waiting)
    await queue(tx, organisationId, asked, due, 'confirmation-reminder')
    count += due.length
    const end = rows.at(-1)
    if (!end || rows.length < page) return count
    last = { inbox: end.inbox, campaign: end.campaignId! }
  }
}

/** By pages: among many who were reminded often enough, those who were not must not be passed by. */
async function unanswered(
  tx: Tx,
  organisationId: string,
  after: { inbox: number; campaign: string } | undefined,
): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    select s.inbox, a.campaign_id as "campaignId", a.case_id as "caseId",
      (array_agg(a.language order by a.acted_at desc))[1] as language
    from actions a join supporters s on s.organisation_id = a.organisation_id and s.id = a.supporter_id
    where a.organisation_id = ${organisationId} and a.state = 'pending' and a.acted_at < ${daysBefore(tx.now, 1)}
      and (${after === undefined} or (s.inbox, a.campaign_id) > (${after?.inbox ?? 0}::int, ${after?.campaign ?? organisationId}::uuid))
    group by s.inbox, a.campaign_id, a.case_id order by s.inbox, a.campaign_id limit ${sql.lit(page)}`.execute(
    tx.db,
  )
  return rows
}

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000)

async function queue(
  tx: Tx,
  organisationId: string,
  asked: ReadonlyMap<string, Asked>,
  standings: readonly Standing[],
  kind: string,
): Promise<void> {
  await queueMails(
    tx,
    standings.map((standing) => {
      const one = asked.get(`${standing.inbox} ${standing.about}`)!
      return {
        organisationId,
        kind,
        urgency: 3,
        inbox: one.inbox,
        language: one.language,
        template: 'confirm',
        values: {
          campaignId: one.campaignId ?? null,
          caseId: one.caseId,
          ...(one.newsletter ? { newsletter: true } : {}),
        },
        about: standing.about,
      }
    }),
  )
}

async function standingOf(tx: Tx, organisationId: string, asked: readonly Asked[]): Promise<Standing[]> {
  if (asked.length === 0) return []
  const about = (one: Asked): string => aboutOf(one, organisationId)
  const { rows } = await sql<Standing>`
    with asked as (
      select * from unnest(${asked.map((one) => one.inbox)}::int[], ${asked.map((one) => one.campaignId ?? null)}::uuid[],
        ${asked.map((one) => one.caseId)}::uuid[], ${asked.map(about)}::uuid[]) as p (inbox, campaign, case_id, about)
    ), readers as (
      select p.*, s.id from asked p join supporters s on s.organisation_id = ${organisationId} and s.inbox = p.inbox
    ), acted as (
      select r.inbox, r.about, bool_or(a.state = 'pending') as open,
        max(a.confirmed_at) filter (where not a.self_reported) as answered
      from readers r join actions a on a.supporter_id = r.id and a.campaign_id = r.campaign group by 1, 2
    ), agreed as (
      select r.inbox, r.about, bool_or(o.confirmed_at is null and o.ended_at is null) as open,
        max(o.confirmed_at) filter (where o.case_id is not null) as answered
      from readers r join opt_ins o on o.organisation_id = ${organisationId} and o.supporter_id = r.id
        and (o.case_id = r.case_id or o.scope = 'newsletter') group by 1, 2
    )
    select p.inbox, p.about, coalesce(acted.open, false) or coalesce(agreed.open, false) as open,
      coalesce(i.suppressed_reason <> 'unsubscribed', false) as silent,
      count(m.id)::int as unanswered, (count(m.id) filter (where m.created_at > ${daysBefore(tx.now, 1)}))::int as today,
      max(m.created_at) as newest, coalesce(bool_or(m.state = 'queued'), false) as waiting,
      encode(i.mailbox_index, 'hex') as mailbox, (select count(*) from mails t
        join inboxes same on same.organisation_id = t.organisation_id and same.number = t.inbox
        where t.organisation_id = ${organisationId} and same.mailbox_index = i.mailbox_index
          and t.kind in ('confirmation', 'confirmation-reminder')
          and t.created_at > ${daysBefore(tx.now, 1)})::int as "mailboxToday"
    from asked p
      join inboxes i on i.organisation_id = ${organisationId} and i.number = p.inbox
      left join acted on acted.inbox = p.inbox and acted.about = p.about
      left join agreed on agreed.inbox = p.inbox and agreed.about = p.about
      left join mails m on m.organisation_id = ${organisationId} and m.inbox = p.inbox and m.about = p.about
        and m.kind in ('confirmation', 'confirmation-reminder')
        and m.created_at > coalesce(greatest(acted.answered, agreed.answered), '-infinity')
    group by p.inbox, p.about, acted.open, agreed.open, i.suppressed_reason, i.mailbox_index`.execute(tx.db)
  return rows
}

const linkLife = 7 * 86_400_000

const newsletterIds = (told: ConfirmLink['newsletter']): string[] =>
  told ? [told === 'alone' ? 'newsletter' : 'newsletter-too'] : []

/** The three addresses in the mail; public can verify them without a secret, and says "expired" afterwards. */
export function confirmLinks(
  services: Pick<WorkerServices, 'keys' | 'publicUrl'>,
  now: Date,
  link: {
    organisationId: string
    inbox: number
    caseId: string
    campaignId?: string
    newsletter?: ConfirmLink['newsletter']
    language: string
  },
): { keepPosted: string; only: string; notMe: string; token: string } {
  const token = signLink(services.keys.linkPrivate, 'confirm', {
    ids: [link.organisationId, String(link.inbox), link.caseId, ...newsletterIds(link.newsletter)],
    ...(link.campaignId ? { about: link.campaignId } : {}),
    language: link.language,
    expires: new Date(now.getTime() + linkLife),
  })
  const href = (choice?: 'only' | 'not-me') => confirmHref(services.publicUrl, link.language, token, choice)
  return { token, keepPosted: href(), only: href('only'), notMe: href('not-me') }
}

declareMail('confirm', async (tx, mail, services) => {
  const inbox = mail.inbox!
  const caseId = String(mail.values['caseId'])
  const named = mail.values['campaignId']
  const campaignId = typeof named === 'string' && named !== '' ? named : undefined
  const newsletter = mail.values['newsletter'] === true
  const kinds = campaignId ? await pendingKinds(tx, mail.organisationId, inbox, campaignId) : []
  const open = await standingOf(tx, mail.organisationId, [
    { inbox, caseId, language: mail.language, ...(campaignId ? { campaignId } : {}), newsletter },
  ])
  // answered while it waited in the queue: there is nothing left to ask
  if (!open[0]?.open || open[0].silent) return undefined
  return await compose(tx, mail, services, { inbox, caseId, campaignId, kinds, newsletter })
})

async function compose(
  tx: Tx,
  mail: OpenedMail,
  services: WorkerServices,
  about: {
    inbox: number
    caseId: string
    campaignId: string | undefined
    kinds: DeedKind[]
    newsletter: boolean
  },
): Promise<MailText | undefined> {
  const i18n = i18nFor(services, mail.language)
  const wording = await publishedWording(tx, about.campaignId, about.caseId, i18n.lang)
  if (!wording) return undefined
  const letters = about.campaignId ? await pendingLetters(tx, { ...about, campaignId: about.campaignId }) : []
  // only the mail about an act has a second way, which takes nothing but the act
  const too = about.kinds.length > 0 && (await asksNewsletter(tx, mail.organisationId, about.inbox))
  const links = confirmLinks(services, tx.now, {
    organisationId: mail.organisationId,
    inbox: about.inbox,
    caseId: about.caseId,
    ...(about.campaignId ? { campaignId: about.campaignId } : {}),
    ...(about.newsletter ? { newsletter: 'alone' } : too ? { newsletter: 'too' } : {}),
    language: i18n.lang,
  })
  const { sender } = mail
  if (about.newsletter)
    return confirmNewsletterMail(i18n, { confirmUrl: links.keepPosted, notMeUrl: links.notMe, sender })
  if (about.kinds.length === 0)
    return confirmFollowingMail(i18n, {
      caseName: wording.name,
      confirmUrl: links.keepPosted,
      notMeUrl: links.notMe,
      sender,
    })
  return confirmActionsMail(i18n, {
    caseName: wording.name,
    campaignTitle: wording.title,
    kinds: about.kinds,
    letters: letters.map((letter) => letterValues(i18n, letter, wording.zone)),
    newsletter: too,
    keepPostedUrl: links.keepPosted,
    confirmOnlyUrl: links.only,
    notMeUrl: links.notMe,
    sender,
  })
}

export const i18nFor = (services: Pick<WorkerServices, 'catalogue'>, language: string): I18n =>
  createI18n(isLanguage(language) ? language : 'en', services.catalogue)

/** Whether the newsletter was ticked with this address and waits for an answer. */
async function asksNewsletter(tx: Tx, organisationId: string, inbox: number): Promise<boolean> {
  const { rows } = await sql<{ asks: boolean }>`
    select exists (select 1 from opt_ins o join supporters s on s.organisation_id = o.organisation_id and s.id = o.supporter_id
      where o.organisation_id = ${organisationId} and s.inbox = ${inbox} and o.scope = 'newsletter'
        and o.confirmed_at is null and o.ended_at is null) as asks`.execute(tx.db)
  return rows[0]!.asks
}

async function pendingKinds(
  tx: Tx,
  organisationId: string,
  inbox: number,
  campaignId: string,
): Promise<DeedKind[]> {
  const { rows } = await sql<{ kind: DeedKind }>`
    select distinct a.kind from actions a
      join supporters s on s.organisation_id = a.organisation_id and s.id = a.supporter_id
    where a.organisation_id = ${organisationId} and s.inbox = ${inbox} and a.campaign_id = ${campaignId}
      and a.state = 'pending' order by 1`.execute(tx.db)
  return rows.map((row) => row.kind)
}

/** Name and title as they are public now: a name that was withdrawn stands in no mail any more. */
async function publishedWording(
  tx: Tx,
  campaignId: string | undefined,
  caseId: string,
  language: string,
): Promise<{ name: string; title: string; zone: string } | undefined> {
  const { rows } = await sql<{ body: Partial<CampaignDocument> & { name?: string } }>`
    select d.body from published.documents d join publications p on p.id = d.publication_id
    where p.subject_kind = ${campaignId ? 'campaign' : 'case'} and p.subject_id = ${campaignId ?? caseId}
    order by (d.language = ${language}) desc, d.language limit 1`.execute(tx.db)
  const body = rows[0]?.body
  if (!body) return undefined
  const name = body.personName ?? body.name ?? ''
  return { name, title: body.title ?? name, zone: body.zone ?? 'UTC' }
}
