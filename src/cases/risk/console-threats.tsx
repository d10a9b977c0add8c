/** Threats: for the team; who makes them, how sure we are, and where each stands. */
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { redirect } from '#organisations/index.ts'
import {
  DateField,
  Empty,
  ErrorSummary,
  Select,
  Status,
  Table,
  Textarea,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import { getCase, type CaseRow } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { fiveQuestions, moveThreatForm, threatForm, threatTexts } from './forms.ts'
import { threatActors, threatMoves, verifications, type ThreatStatus } from './lists.ts'
import { addThreat, editThreat, getThreat, listThreats, moveThreat, type Threat } from './threat.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const threatsHref = (caseId: string, path = ''): string => caseHref(caseId, `/threats${path}`)

function threatOf(c: ConsoleContext): string {
  const id = c.req.param('threatId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

const tones: Record<ThreatStatus, Tone | 'quiet'> = {
  open: 'warning',
  escalated: 'danger',
  dormant: 'info',
  ended: 'quiet',
}

export async function showThreats(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const { row, onTeam, threats } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    const on = await isOnTeam(tx, found.id)
    return { row: found, onTeam: on, threats: on ? await listThreats(tx, found.id) : [] }
  })
  const add =
    onTeam && can(c.get('member'), 'threat.write')
      ? { href: threatsHref(row.id, '/new'), label: i18n.t('threats.add') }
      : undefined
  return await casePage(c, {
    row,
    tab: 'threats',
    actions: add && threats.length > 0 && (
      <a class="button" href={add.href}>
        {add.label}
      </a>
    ),
    body: !onTeam ? (
      <Empty title={i18n.t('threats.tab')}>
        <p>{i18n.t('case.team-only')}</p>
      </Empty>
    ) : threats.length === 0 ? (
      <Empty title={i18n.t('threats.empty.title')} action={add}>
        <p>{i18n.t('threats.empty.text')}</p>
      </Empty>
    ) : (
      <ThreatTable i18n={i18n} row={row} threats={threats} />
    ),
  })
}

function ThreatTable({ i18n, row, threats }: { i18n: I18n; row: CaseRow; threats: Threat[] }) {
  const day = (text: string) => i18n.date(text, { zone: 'UTC', style: 'short' })
  return (
    <Table
      caption={i18n.t('threats.tab')}
      columns={(['what', 'status', 'actor', 'verification', 'seen'] as const).map((name) => ({
        label: i18n.t(`threats.col.${name}`),
      }))}
      rows={threats.map((one) => [
        <a href={threatsHref(row.id, `/${one.id}`)} dir="auto">
          {one.what}
        </a>,
        <Status tone={tones[one.status]}>{i18n.t(`threats.status.${one.status}`)}</Status>,
        i18n.t(`threats.actor.${one.actor}`),
        i18n.t(`threats.verification.${one.verification}`),
        `${day(one.firstSeen)} – ${day(one.lastSeen)}`,
      ])}
    />
  )
}

export const newThreat = (c: ConsoleContext): Promise<Response> => threatPage(c, {})
export const showThreat = (c: ConsoleContext): Promise<Response> => threatPage(c, { threatId: threatOf(c) })

export async function takeNewThreat(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, threatForm, ({ version: _version, ...value }) =>
    c.get('office').db.transaction(c.get('member'), (tx) => addThreat(tx, { ...value, caseId })),
  )
  if (!taken.done) return await threatPage(c, { again: taken.again })
  return redirect(c, threatsHref(caseId), 'threats.saved')
}

export async function takeThreat(c: ConsoleContext): Promise<Response> {
  const [caseId, threatId] = [idOf(c), threatOf(c)]
  const taken = await takeForm(c, threatForm, ({ version = -1, ...value }) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) => editThreat(tx, { ...value, caseId, threatId, version })),
  )
  if (!taken.done) return await threatPage(c, { threatId, again: taken.again })
  return redirect(c, threatsHref(caseId), 'threats.saved')
}

export async function takeThreatMove(c: ConsoleContext): Promise<Response> {
  const [caseId, threatId] = [idOf(c), threatOf(c)]
  const taken = await takeForm(c, moveThreatForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => moveThreat(tx, { ...value, caseId, threatId })),
  )
  if (!taken.done) return await threatPage(c, { threatId, moving: taken.again })
  return redirect(c, threatsHref(caseId), 'threats.saved')
}

async function threatPage(
  c: ConsoleContext,
  at: { threatId?: string; again?: Again; moving?: Again },
): Promise<Response> {
  const i18n = c.get('i18n')
  const { row, threat, today } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, found.id)
    return {
      row: found,
      threat: at.threatId ? await getThreat(tx, found.id, at.threatId) : undefined,
      today: tx.now.toISOString().slice(0, 10),
    }
  })
  return await casePage(c, {
    row,
    tab: 'threats',
    heading: i18n.t(threat ? 'threats.edit' : 'threats.add'),
    status: (at.again ?? at.moving)?.status,
    body: (
      <>
        {threat && can(c.get('member'), 'threat.write') && (
          <Moves i18n={i18n} row={row} threat={threat} form={at.moving?.form} />
        )}
        <ThreatForm
          i18n={i18n}
          row={row}
          threat={threat}
          form={
            at.again?.form ?? {
              values: threat ? valuesOf(threat) : { firstSeen: today, lastSeen: today },
              errors: {},
            }
          }
        />
      </>
    ),
  })
}

const valuesOf = ({ statusAt: _at, version: _version, ...rest }: Threat): FormState['values'] => rest

/** Where the threat may go from here. What ends says why. */
function Moves(props: { i18n: I18n; row: CaseRow; threat: Threat; form?: FormState }) {
  const { i18n, row, threat, form } = props
  const action = threatsHref(row.id, `/${threat.id}/status`)
  const version = <input type="hidden" name="version" value={String(threat.version)} />
  return (
    <section class="card">
      <p>
        <Status tone={tones[threat.status]}>{i18n.t(`threats.status.${threat.status}`)}</Status>
      </p>
      {threat.status === 'ended' && (
        <dl class="facts">
          <dt>{i18n.t('threats.ended')}</dt>
          <dd dir="auto">{threat.ended}</dd>
          <dt>{i18n.t('threats.reopens')}</dt>
          <dd dir="auto">{threat.reopens}</dd>
        </dl>
      )}
      <div class="buttons">
        {threatMoves[threat.status]
          .filter((status) => status !== 'ended')
          .map((status) => (
            <form method="post" action={action}>
              {version}
              <input type="hidden" name="status" value={status} />
              <button class="button" type="submit">
                {i18n.t(`threats.move.${status}`)}
              </button>
            </form>
          ))}
      </div>
      {threatMoves[threat.status].includes('ended') && (
        <details open={form !== undefined}>
          <summary>{i18n.t('threats.move.ended')}</summary>
          <form method="post" action={action}>
            <ErrorSummary i18n={i18n} form={form} />
            {version}
            <input type="hidden" name="status" value="ended" />
            <Textarea name="ended" form={form} required rows={2} label={i18n.t('threats.ended')} />
            <Textarea name="reopens" form={form} required rows={2} label={i18n.t('threats.reopens')} />
            <button class="button" type="submit">
              {i18n.t('threats.move.ended')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}

function ThreatForm(props: { i18n: I18n; row: CaseRow; threat: Threat | undefined; form: FormState }) {
  const { i18n, row, threat, form } = props
  const optional = i18n.t('ui.optional')
  return (
    <form class="sheet" method="post" action={threatsHref(row.id, threat ? `/${threat.id}` : '')}>
      <ErrorSummary i18n={i18n} form={form} />
      {threat && <input type="hidden" name="version" value={String(threat.version)} />}
      <Textarea
        name="what"
        form={form}
        required
        rows={4}
        label={i18n.t('threats.col.what')}
        hint={i18n.t('threats.what.hint')}
      />
      <Select
        name="actor"
        form={form}
        required
        empty="–"
        label={i18n.t('threats.col.actor')}
        options={threatActors.map((value) => ({ value, label: i18n.t(`threats.actor.${value}`) }))}
      />
      <Select
        name="verification"
        form={form}
        required
        empty="–"
        label={i18n.t('threats.col.verification')}
        options={verifications.map((value) => ({ value, label: i18n.t(`threats.verification.${value}`) }))}
      />
      <DateField name="firstSeen" form={form} required label={i18n.t('threats.firstSeen')} />
      <DateField name="lastSeen" form={form} required label={i18n.t('threats.lastSeen')} />
      {threatTexts.map((name) => (
        <Textarea name={name} form={form} rows={2} note={optional} label={i18n.t(`threats.field.${name}`)} />
      ))}
      <fieldset>
        <legend>{i18n.t('threats.five')}</legend>
        {fiveQuestions.map((name) => (
          <Textarea name={name} form={form} rows={2} note={optional} label={i18n.t(`threats.five.${name}`)} />
        ))}
      </fieldset>
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('threats.save')}
        </button>
        <a href={threatsHref(row.id)}>{i18n.t('cases.cancel')}</a>
      </div>
    </form>
  )
}
