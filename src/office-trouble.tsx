/** What staff see when something is refused or broken. */
import type { Context } from 'hono'
import type { BuiltAssets } from '#platform/assets.ts'
import { createI18n, languages, negotiate } from '#platform/i18n.ts'
import type { ConsoleContext, OfficeServices } from '#platform/module.ts'
import { Overloaded, Refused } from '#platform/web/errors.ts'
import { troubleAnswers, type TroubleDoor, type TroubleView } from '#platform/web/trouble.ts'
import { DoorPage, sayCode, shellOf } from '#organisations/index.ts'
import { ConsoleLayout, Notice } from '#ui/index.ts'

export type Fault = Parameters<TroubleDoor['report']>[0]

export function officeTrouble(options: {
  office: OfficeServices
  assets: BuiltAssets
  report: (fault: Fault) => void
}) {
  const { office, assets, report } = options
  const answers = troubleAnswers({ page: (c, view) => troublePage(c, view).then(String), report })
  return {
    notFound: answers.notFound,
    onError: (error: Error, c: Context) => answers.onError(meaningOf(error), c),
  }

  async function troublePage(c: Context, { status, code, fields }: TroubleView) {
    const signedIn = c.get('member') !== undefined
    const i18n = signedIn
      ? (c as ConsoleContext).get('i18n')
      : createI18n(negotiate(c.req.header('Accept-Language'), languages), office.catalogue)
    const title = i18n.t(titles[status] ?? 'office.trouble.fault')
    const body = (
      <>
        <Notice tone={status >= 500 ? 'danger' : 'warning'}>
          <p>{sayCode(i18n, code)}</p>
          {Object.values(fields).map((field) => (
            <p>{sayCode(i18n, field)}</p>
          ))}
        </Notice>
        <p>{i18n.t(c.req.method === 'POST' ? 'office.trouble.kept' : 'office.trouble.nothing')}</p>
        <p>
          <a href="/">{i18n.t('office.trouble.today')}</a>
        </p>
      </>
    )
    const shell = signedIn ? await shellOf(c as ConsoleContext).catch(() => undefined) : undefined
    return shell ? (
      <ConsoleLayout shell={shell} title={title}>
        {body}
      </ConsoleLayout>
    ) : (
      <DoorPage i18n={i18n} assets={assets} title={title}>
        {body}
      </DoorPage>
    )
  }
}

const titles: Record<number, Parameters<ReturnType<typeof createI18n>['t']>[0]> = {
  403: 'office.trouble.refused',
  404: 'office.trouble.not-found',
  409: 'office.trouble.conflict',
  413: 'office.trouble.too-large',
  422: 'office.trouble.invalid',
  429: 'office.trouble.too-many',
  503: 'office.trouble.unavailable',
}

function meaningOf(error: Error & { constraint?: unknown }): Error {
  if (isDatabaseAway(error)) return new Overloaded(10, 'office.database-away')
  // an observing organisation writes nothing into a case: the database says so, whatever page was asked (migration 0044)
  if (error.constraint === 'drafts_by_charter') return new Refused('case.drafts-by-charter')
  if (error.constraint === 'campaigns_own') return new Refused('campaigns.error.another-runs')
  if (error.constraint === 'observers_read') return new Refused('coalition.observers-read')
  // and so does who is on a case team only to observe (migration 0069)
  return error.constraint === 'team_observers_read' ? new Refused('case.observers-read') : error
}

/** PostgreSQL does not answer, is starting or stopping (SQLSTATE classes 08, 53, 57P), or the pool found no connection. */
function isDatabaseAway(error: Error & { code?: unknown }): boolean {
  const code = typeof error.code === 'string' ? error.code : ''
  return (
    /^(?:08|53|57P)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'].includes(code) ||
    /^(?:Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
  )
}
