import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { organisationOf, redirect, sayEvent } from '#organisations/index.ts'
import { Empty, ErrorSummary, Select, Table, type FormState } from '#ui/index.ts'
import { isOnTeam } from './circles.ts'
import type { Colleague } from './colleagues.ts'
import { listPeopleOfCase, namesInCase } from './people-of-case.ts'
import { leaveForm, teamForm } from './forms.ts'
import { caseLog, getCase, listTeam, type CaseRow, type LogEntry } from './reads.ts'
import { teamRoles } from './tables.ts'
import { addToTeam, removeFromTeam } from './team.ts'
import { takeForm, type Again } from './typed-form.ts'
import { caseHref, casePage } from './views/case-shell.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

export const showTeam = (c: ConsoleContext): Promise<Response> => teamPage(c)

export async function takeColleague(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, teamForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => addToTeam(tx, { ...value, caseId: idOf(c) })),
  )
  if (!taken.done) return await teamPage(c, taken.again)
  return redirect(c, caseHref(idOf(c), '/team'), 'cases.team.added')
}

export async function takeLeaving(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, leaveForm, async (value) => {
    await c
      .get('office')
      .db.transaction(c.get('member'), (tx) => removeFromTeam(tx, { ...value, caseId: idOf(c) }))
    return value.accountId === c.get('member').accountId
  })
  if (!taken.done) return await teamPage(c, taken.again)
  // whoever left may not even see the case any more
  return redirect(c, taken.value ? '/cases' : caseHref(idOf(c), '/team'), 'cases.team.removed')
}

async function teamPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    return {
      row,
      onTeam: await isOnTeam(tx, row.id),
      team: await listTeam(tx, row.id),
      people: await listPeopleOfCase(tx, row.id),
      name: await namesInCase(tx, row.id, i18n),
    }
  })
  const { row, team, people, name } = now
  const may = now.onTeam && can(c.get('member'), 'case.team')
  return await casePage(c, {
    row,
    tab: 'team',
    status: again?.status,
    body: now.onTeam ? (
      <>
        <p>{i18n.t('cases.team.intro')}</p>
        <ErrorSummary i18n={i18n} form={again?.form} />
        <Table
          caption={i18n.t('cases.tab.team')}
          columns={[
            { label: i18n.t('cases.team.name') },
            { label: i18n.t('cases.team.role') },
            { label: i18n.t('cases.team.since') },
            ...(may ? [{ label: i18n.t('cases.team.leave') }] : []),
          ]}
          rows={team.map((one) => [
            <bdi>{name(one.accountId)}</bdi>,
            i18n.t(`cases.teamrole.${one.role}`),
            i18n.date(one.addedAt, { zone, style: 'short' }),
            ...(may
              ? [
                  <form method="post" action={caseHref(row.id, '/team/remove')}>
                    <input type="hidden" name="accountId" value={one.accountId} />
                    <button class="link" type="submit">
                      {i18n.t('cases.team.remove', { name: name(one.accountId) })}
                    </button>
                  </form>,
                ]
              : []),
          ])}
        />
        {may && (
          <AddForm
            i18n={i18n}
            row={row}
            form={again?.form}
            free={people.filter((one) => !team.some(({ accountId }) => accountId === one.accountId))}
          />
        )}
      </>
    ) : (
      <Empty title={i18n.t('cases.tab.team')}>
        <p>{i18n.t('cases.team.hidden')}</p>
      </Empty>
    ),
  })
}

function AddForm(props: { i18n: I18n; row: CaseRow; form?: FormState; free: Colleague[] }) {
  const { i18n, row, form, free } = props
  if (free.length === 0) return <p>{i18n.t('cases.team.all')}</p>
  return (
    <form class="sheet" method="post" action={caseHref(row.id, '/team')}>
      <h2>{i18n.t('cases.team.add')}</h2>
      <Select
        name="accountId"
        form={form}
        required
        empty="–"
        label={i18n.t('cases.team.name')}
        options={free.map(({ accountId, name }) => ({ value: accountId, label: name }))}
      />
      <Select
        name="role"
        form={form}
        required
        empty="–"
        label={i18n.t('cases.team.role')}
        options={teamRoles.map((value) => ({ value, label: i18n.t(`cases.teamrole.${value}`) }))}
      />
      <button class="button" type="submit">
        {i18n.t('cases.team.add.button')}
      </button>
    </form>
  )
}

export async function showLog(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const before = Number(c.req.query('before')) || undefined
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const nameOf = await namesInCase(tx, row.id, i18n)
    return { row, nameOf, entries: await caseLog(tx, row.id, before) }
  })
  const who = (entry: LogEntry) => (entry.accountId ? now.nameOf(entry.accountId) : i18n.t('cases.log.job'))
  return await casePage(c, {
    row: now.row,
    tab: 'log',
    body:
      now.entries.length === 0 ? (
        <Empty title={i18n.t('cases.tab.log')}>
          <p>{i18n.t('case.team-only')}</p>
        </Empty>
      ) : (
        <>
          <p>{i18n.t('cases.log.intro')}</p>
          <Table
            caption={i18n.t('cases.tab.log')}
            columns={(['what', 'who', 'when'] as const).map((name) => ({
              label: i18n.t(`cases.log.${name}`),
            }))}
            rows={now.entries.map((entry) => [
              <WhatHappened i18n={i18n} entry={entry} />,
              <bdi>{who(entry)}</bdi>,
              i18n.dateTime(entry.at, { zone, style: 'short' }),
            ])}
          />
          {now.entries.length === 50 && (
            <p>
              <a href={`?before=${now.entries.at(-1)!.id}`}>{i18n.t('cases.log.older')}</a>
            </p>
          )}
        </>
      ),
  })
}

/** Beside the sentence stand codes and counts; an event holds nothing else. */
function WhatHappened({ i18n, entry }: { i18n: I18n; entry: LogEntry }) {
  const details = ['item', 'language', 'reason', 'kind', 'role', 'level', 'to'].flatMap((name) => {
    const value = entry.data[name]
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
  })
  return (
    <>
      {sayEvent(i18n, entry.type)}
      {details.length > 0 && (
        <code class="small" dir="ltr">
          {' '}
          {details.join(', ')}
        </code>
      )}
    </>
  )
}
