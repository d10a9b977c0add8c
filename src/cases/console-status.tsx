import { can } from '#platform/access.ts'
import { directionOf, languages, type I18n, type MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { redirect } from '#organisations/index.ts'
import {
  DateField,
  Empty,
  ErrorSummary,
  Select,
  Status,
  Table,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { assess, listAssessments, type Assessment } from './assessment.ts'
import { byLanguage, statusForm } from './forms.ts'
import { getCase, type CaseRow } from './reads.ts'
import { harms } from './reasons.ts'
import { riskLevels } from './tables.ts'
import { takeForm, type Again } from './typed-form.ts'
import { caseHref, casePage } from './views/case-shell.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

export const showStatus = (c: ConsoleContext): Promise<Response> => statusPage(c)

export async function takeStatus(c: ConsoleContext): Promise<Response> {
  const { db } = c.get('office')
  const row = await db.reading(c.get('member'), (tx) => getCase(tx, idOf(c)))
  const taken = await takeForm(c, statusForm, async (value) => {
    const assessors = Object.fromEntries(
      Object.entries(byLanguage(value, 'assessors')).map(([code, text]) => [
        code,
        text.split('\n').flatMap((line) => line.trim() || []),
      ]),
    )
    const named = Math.max(0, ...Object.values(assessors).map((names) => names.length))
    await db.transaction(c.get('member'), (tx) =>
      assess(tx, {
        caseId: row.id,
        harm: value.harm,
        level: value.level,
        assessedOn: value.assessedOn,
        validUntil: value.validUntil,
        nextReviewOn: value.nextReviewOn,
        wording: byLanguage(value, 'wording'),
        assessors,
        // as many as are named, at least
        assessorCount: Math.max(named, value.assessorCount),
      }),
    )
  })
  if (!taken.done) return await statusPage(c, taken.again)
  return redirect(c, caseHref(row.id, '/status'), 'cases.status.saved')
}

async function statusPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { row, all, today } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    return {
      row: found,
      all: await listAssessments(tx, found.id),
      today: tx.now.toISOString().slice(0, 10),
    }
  })
  const [latest, ...earlier] = all
  return await casePage(c, {
    row,
    tab: 'status',
    status: again?.status,
    body: (
      <>
        <p>{i18n.t('cases.status.intro')}</p>
        {latest ? (
          <Latest i18n={i18n} latest={latest} today={today} />
        ) : (
          <Empty title={i18n.t('cases.status.empty.title')}>
            <p>{i18n.t('cases.status.empty.text')}</p>
          </Empty>
        )}
        {can(c.get('member'), 'case.assess') && (
          <StatusForm i18n={i18n} row={row} form={again?.form ?? filled(latest, today)} />
        )}
        {earlier.length > 0 && (
          <Table
            caption={i18n.t('cases.status.history')}
            columns={(['assessedOn', 'harm', 'level', 'validUntil'] as const).map((name) => ({
              label: i18n.t(`cases.status.${name}`),
            }))}
            rows={earlier.map((one) => [
              i18n.date(one.assessedOn, { zone: 'UTC' }),
              i18n.t(`cases.harm.${one.harm}` as MessageKey),
              i18n.t(`cases.risk.${one.level}`),
              i18n.date(one.validUntil, { zone: 'UTC' }),
            ])}
          />
        )}
      </>
    ),
  })
}

function Latest({ i18n, latest, today }: { i18n: I18n; latest: Assessment; today: string }) {
  const due = latest.validUntil < today
  const on = i18n.date(latest.validUntil, { zone: 'UTC' })
  return (
    <section class="card">
      <p>
        <Status tone={due ? 'warning' : 'success'}>
          {i18n.t(due ? 'cases.status.due' : 'cases.status.now', { on })}
        </Status>
      </p>
      <dl class="facts">
        <dt>{i18n.t('cases.status.harm')}</dt>
        <dd>
          {i18n.t(`cases.harm.${latest.harm}` as MessageKey)}: {i18n.t(`cases.risk.${latest.level}`)}
        </dd>
        <dt>{i18n.t('cases.status.assessedOn')}</dt>
        <dd>{i18n.date(latest.assessedOn, { zone: 'UTC' })}</dd>
        {Object.entries(latest.wording).map(([code, text]) => (
          <>
            <dt>{i18n.t('cases.status.wording', { language: i18n.language(code) })}</dt>
            <dd lang={code} dir={directionOf(code)}>
              {text}
            </dd>
          </>
        ))}
      </dl>
    </section>
  )
}

/** Words carry over, days do not: a new judgement has its own. */
function filled(latest: Assessment | undefined, today: string): FormState {
  const perLanguage = languages.flatMap((code) => [
    [`wording-${code}`, latest?.wording[code] ?? ''],
    [`assessors-${code}`, (latest?.assessors[code] ?? []).join('\n')],
  ])
  return {
    values: {
      harm: latest?.harm ?? '',
      level: latest?.level ?? '',
      assessedOn: today,
      assessorCount: String(latest?.assessorCount ?? 1),
      ...Object.fromEntries(perLanguage),
    },
    errors: {},
  }
}

function StatusForm({ i18n, row, form }: { i18n: I18n; row: CaseRow; form: FormState }) {
  return (
    <form class="sheet" method="post" action={caseHref(row.id, '/status')}>
      <h2>{i18n.t('cases.status.new')}</h2>
      <ErrorSummary i18n={i18n} form={form} />
      <Select
        name="harm"
        form={form}
        required
        empty="–"
        label={i18n.t('cases.status.harm')}
        options={harms.map((value) => ({ value, label: i18n.t(`cases.harm.${value}`) }))}
      />
      <Select
        name="level"
        form={form}
        required
        empty="–"
        label={i18n.t('cases.status.level')}
        options={riskLevels.map((value) => ({ value, label: i18n.t(`cases.risk.${value}`) }))}
      />
      {(['assessedOn', 'validUntil', 'nextReviewOn'] as const).map((name) => (
        <DateField
          name={name}
          form={form}
          required={name !== 'nextReviewOn'}
          note={name === 'nextReviewOn' ? i18n.t('ui.optional') : undefined}
          label={i18n.t(`cases.status.${name}`)}
        />
      ))}
      {languages
        .filter((code) => row.languages.includes(code))
        .map((code) => {
          const content = { form, lang: code, dir: directionOf(code) }
          const language = i18n.language(code)
          return (
            <>
              <TextField
                {...content}
                name={`wording-${code}`}
                maxlength={300}
                label={i18n.t('cases.status.wording', { language })}
                hint={i18n.t('cases.status.wording.hint')}
              />
              <Textarea
                {...content}
                name={`assessors-${code}`}
                rows={2}
                label={i18n.t('cases.status.assessors', { language })}
                hint={i18n.t('cases.status.assessors.hint')}
                note={i18n.t('ui.optional')}
              />
            </>
          )
        })}
      <TextField
        name="assessorCount"
        form={form}
        required
        inputmode="numeric"
        width="short"
        label={i18n.t('cases.status.count')}
        hint={i18n.t('cases.status.count.hint')}
      />
      <button class="action" type="submit">
        {i18n.t('cases.status.save')}
      </button>
    </form>
  )
}
