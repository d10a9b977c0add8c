import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext, ConsoleRoute, TodaySource } from '#platform/module.ts'
import { organisationOf, page, redirect } from '#organisations/index.ts'
import { Notice, Status, Table } from '#ui/index.ts'
import { mailServerAway } from './mail-server.ts'
import {
  listParked,
  listTroubledMails,
  retryParked,
  type ParkedRow,
  type TroubledMail,
} from './mail-trouble.ts'

export const mailRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/mail', verb: 'mail.read', handle: showMail },
  { method: 'POST', path: '/mail/parked/retry', verb: 'intake.retry', handle: tryAgain },
]

async function showMail(c: ConsoleContext): Promise<Response> {
  const [i18n, member, { db }] = [c.get('i18n'), c.get('member'), c.get('office')]
  const { troubled, parked } = await db.reading(member, async (tx) => ({
    troubled: await listTroubledMails(tx, member.organisationId),
    parked: can(member, 'intake.read') ? await listParked(tx) : [],
  }))
  const away = await mailServerAway(db)
  const { zone } = await organisationOf(c)
  return await page(c, {
    title: i18n.t('delivery.mail.title'),
    section: 'today',
    body: (
      <>
        {away ? (
          <Notice tone="warning" title={i18n.t('delivery.today.away')}>
            <p>{i18n.t('delivery.mail.away', { since: i18n.dateTime(away.since, { zone }) })}</p>
            {away.reason && (
              <p class="small" lang="en" dir="ltr">
                {away.reason}
              </p>
            )}
          </Notice>
        ) : (
          <Notice tone="success">
            <p>{i18n.t('delivery.mail.well')}</p>
          </Notice>
        )}
        <p>{i18n.t('delivery.mail.waiting', { count: troubled.waiting })}</p>
        <Mails i18n={i18n} mails={troubled.mails} zone={zone} />
        {parked.length > 0 && (
          <Parked i18n={i18n} rows={parked} zone={zone} mayRetry={can(member, 'intake.retry')} />
        )}
      </>
    ),
  })
}

const tones = { unknown: 'danger', hard: 'warning', waiting: 'quiet' } as const

function Mails({ i18n, mails, zone }: { i18n: I18n; mails: readonly TroubledMail[]; zone: string }) {
  if (mails.length === 0) return <p>{i18n.t('delivery.mail.none')}</p>
  return (
    <>
      <p>{i18n.t('delivery.mail.unknown.why')}</p>
      <Table
        caption={i18n.t('delivery.mail.trouble')}
        columns={[
          { label: i18n.t('delivery.mail.kind') },
          { label: i18n.t('delivery.mail.state') },
          { label: i18n.t('delivery.mail.at') },
          { label: i18n.t('delivery.mail.reply') },
        ]}
        rows={mails.map((mail) => [
          mail.kind,
          <Status tone={tones[mail.state]}>{i18n.t(`delivery.mail.state.${mail.state}`)}</Status>,
          i18n.dateTime(mail.at, { zone, style: 'short' }),
          <bdi>{mail.reply}</bdi>,
        ])}
      />
    </>
  )
}

function Parked(props: { i18n: I18n; rows: readonly ParkedRow[]; zone: string; mayRetry: boolean }) {
  const { i18n, rows, zone } = props
  return (
    <section aria-labelledby="parked">
      <h2 id="parked">{i18n.t('delivery.parked.title')}</h2>
      <p>{i18n.t('delivery.parked.text')}</p>
      <Table
        caption={i18n.t('delivery.today.parked', { count: rows.length })}
        columns={[
          { label: i18n.t('delivery.parked.row'), numeric: true },
          { label: i18n.t('delivery.mail.kind') },
          { label: i18n.t('delivery.mail.at') },
          { label: i18n.t('delivery.mail.reply') },
        ]}
        rows={rows.map((row) => [
          String(row.id),
          i18n.t(
            `delivery.parked.lane.${row.lane === 1 ? 'leaving' : row.lane === 2 ? 'confirming' : 'acting'}`,
          ),
          i18n.dateTime(row.parkedAt, { zone, style: 'short' }),
          <bdi>{row.reason}</bdi>,
        ])}
      />
      {props.mayRetry && (
        <form method="post" action="/mail/parked/retry">
          <button class="button" type="submit">
            {i18n.t('delivery.parked.retry')}
          </button>
        </form>
      )}
    </section>
  )
}

async function tryAgain(c: ConsoleContext): Promise<Response> {
  const count = await c.get('office').db.transaction(c.get('member'), retryParked)
  return redirect(c, '/mail', 'delivery.parked.retried', { count })
}

/** What stands still: the mail server, submissions that could not be taken, mails of which nobody knows. */
export const mailToday: readonly TodaySource[] = [
  {
    urgency: 2,
    async find({ office, i18n }) {
      const away = await mailServerAway(office.db)
      return away ? [{ text: i18n.t('delivery.today.away'), href: '/mail', since: away.since }] : []
    },
  },
  {
    urgency: 2,
    async find({ office, member, i18n }) {
      if (!can(member, 'intake.read')) return []
      const rows = await office.db.reading(member, listParked)
      const text = i18n.t('delivery.today.parked', { count: rows.length })
      const since = rows[0]?.parkedAt
      return since ? [{ text, href: '/mail', since, count: rows.length }] : []
    },
  },
  {
    urgency: 4,
    async find({ office, member, i18n }) {
      if (!can(member, 'mail.read')) return []
      const { unknown } = await office.db.reading(member, (tx) =>
        listTroubledMails(tx, member.organisationId),
      )
      const text = i18n.t('delivery.today.unknown', { count: unknown })
      return unknown > 0 ? [{ text, href: '/mail', count: unknown }] : []
    },
  },
]
