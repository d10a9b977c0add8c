/** The page of those who cannot be asked: begun, reviewed by two every 72 hours, ended. */
import {
  caseHref,
  casePage,
  getCase,
  isOnTeam,
  listPersons,
  namesInCase,
  offerCaseMark,
  takeForm,
  type Again,
  calledOf,
} from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import {
  ConfirmBox,
  Empty,
  ErrorSummary,
  Notice,
  RadioGroup,
  scoped,
  Select,
  Status,
  Textarea,
} from '#ui/index.ts'
import { answerForm, spellForm } from './forms.ts'
import { answerReview } from './review.ts'
import { beginSpell, endSpell, listSpells, type Spell } from './spell.ts'
import { reviewAnswers, unobtainableReasons } from './tables.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
function spellOf(c: ConsoleContext): string {
  const id = c.req.param('spellId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}
export const unobtainableHref = (caseId: string, path = ''): string =>
  caseHref(caseId, `/consents/unobtainable${path}`)

offerCaseMark({
  name: 'unobtainable',
  order: 44,
  verb: 'unobtainable.read',
  async find(tx, row, i18n) {
    const open = await tx.db
      .selectFrom('unobtainable_spells')
      .select('id')
      .where('case_id', '=', row.id)
      .where('ended_at', 'is', null)
      .limit(1)
      .executeTakeFirst()
    return open && <Status tone="warning">{i18n.t('unobtainable.mark')}</Status>
  },
})

export const showUnobtainable = (c: ConsoleContext): Promise<Response> => unobtainablePage(c)

async function unobtainablePage(
  c: ConsoleContext,
  refused?: { spellId?: string; again: Again },
): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const member = c.get('member')
  const now = await c.get('office').db.reading(member, async (tx) => {
    const row = await getCase(tx, idOf(c))
    return {
      ...{ row, now: tx.now, onTeam: await isOnTeam(tx, row.id) },
      ...{ persons: await listPersons(tx, row.id), spells: await listSpells(tx, row.id) },
      who: await namesInCase(tx, row.id, i18n),
    }
  })
  const { row, persons, spells } = now
  const may = can(member, 'unobtainable.write')
  const nameOf = (id: string) => {
    const one = persons.find((person) => person.id === id)
    return one ? calledOf(one) : i18n.t('cases.team.unknown')
  }
  const askable = persons.filter(({ id }) => !spells.some(({ personId }) => personId === id))
  return await casePage(c, {
    row,
    tab: 'consents',
    heading: i18n.t('unobtainable.title'),
    status: refused?.again.status,
    body: !now.onTeam ? (
      <Empty title={i18n.t('unobtainable.title')}>
        <p>{i18n.t('case.team-only')}</p>
      </Empty>
    ) : (
      <>
        <p>{i18n.t('unobtainable.intro')}</p>
        {spells.map((spell) => (
          <OneSpell
            {...{ i18n, spell, zone, may, caseId: row.id }}
            name={nameOf(spell.personId)}
            me={member.accountId}
            late={spell.reviewDueAt <= now.now}
            who={now.who}
            again={refused?.spellId === spell.id ? refused.again : undefined}
          />
        ))}
        {may && askable.length > 0 && (
          <BeginForm
            i18n={i18n}
            action={unobtainableHref(row.id)}
            persons={askable.map(({ id }) => ({ value: id, label: nameOf(id) }))}
            again={refused && !refused.spellId ? refused.again : undefined}
          />
        )}
      </>
    ),
  })
}

function OneSpell(props: {
  i18n: I18n
  caseId: string
  spell: Spell
  zone: string
  name: string
  me: string
  may: boolean
  late: boolean
  who: (accountId: string) => string
  again: Again | undefined
}) {
  const { i18n, spell, zone } = props
  const at = (moment: Date) => i18n.dateTime(moment, { zone })
  const answered = spell.answers.some((one) => one.current && one.accountId === props.me)
  return (
    <section class="card">
      <h2>
        <bdi>{props.name}</bdi>
      </h2>
      <p>
        <Status tone="warning">{i18n.t(`unobtainable.reason.${spell.reason}`)}</Status>{' '}
        {i18n.t('unobtainable.since', { at: at(spell.beganAt), name: props.who(spell.beganBy) })}
      </p>
      <Notice tone={props.late ? 'danger' : 'info'}>
        <p>{i18n.t(props.late ? 'unobtainable.late' : 'unobtainable.due', { at: at(spell.reviewDueAt) })}</p>
        {spell.reviewedAt && (
          <p>
            {i18n.t(spell.alone ? 'unobtainable.reviewed.alone' : 'unobtainable.reviewed', {
              at: at(spell.reviewedAt),
            })}
          </p>
        )}
      </Notice>
      {spell.answers.length > 0 && (
        <ul>
          {spell.answers.map((one) => (
            <li>
              <bdi>{props.who(one.accountId)}</bdi>, {at(one.at)}:{' '}
              {one.answer === 'concern' ? (
                <Status tone="danger">{i18n.t('unobtainable.answer.concern')}</Status>
              ) : (
                i18n.t('unobtainable.answer.in-interest')
              )}
              {one.note && (
                <p dir="auto" class="said">
                  {one.note}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {answered && <p>{i18n.t('unobtainable.answered')}</p>}
      {props.may && !answered && <AnswerForm {...props} />}
      {props.may && (
        <details>
          <summary>{i18n.t('unobtainable.end')}</summary>
          <ConfirmBox title={i18n.t('unobtainable.end')}>
            <p>{i18n.t('unobtainable.end.text')}</p>
            <form method="post" action={unobtainableHref(props.caseId, `/${spell.id}/end`)}>
              <button class="button" type="submit">
                {i18n.t('unobtainable.end.button')}
              </button>
            </form>
          </ConfirmBox>
        </details>
      )}
    </section>
  )
}

function AnswerForm(props: { i18n: I18n; caseId: string; spell: Spell; again: Again | undefined }) {
  const { i18n, spell, again } = props
  const form = scoped(again?.form ?? { values: {}, errors: {} }, `answer-${spell.id}`)
  return (
    <form class="sheet" method="post" action={unobtainableHref(props.caseId, `/${spell.id}/review`)}>
      <ErrorSummary i18n={i18n} form={again && form} />
      <RadioGroup
        name="answer"
        form={form}
        required
        label={i18n.t('unobtainable.answer')}
        hint={i18n.t('unobtainable.answer.hint')}
        options={reviewAnswers.map((value) => ({ value, label: i18n.t(`unobtainable.answer.${value}`) }))}
      />
      <Textarea name="note" form={form} rows={3} label={i18n.t('unobtainable.note')} />
      <button class="action" type="submit">
        {i18n.t('unobtainable.answer.button')}
      </button>
    </form>
  )
}

function BeginForm(props: {
  i18n: I18n
  action: string
  persons: { value: string; label: string }[]
  again: Again | undefined
}) {
  const { i18n, again, persons } = props
  const form = again?.form ?? { values: { personId: persons[0]!.value }, errors: {} }
  return (
    <section class="card">
      <h2>{i18n.t('unobtainable.begin')}</h2>
      <p>{i18n.t('unobtainable.begin.text')}</p>
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={again?.form} />
        <Select name="personId" form={form} required label={i18n.t('unobtainable.who')} options={persons} />
        <RadioGroup
          name="reason"
          form={form}
          required
          label={i18n.t('unobtainable.reason')}
          options={unobtainableReasons.map((value) => ({
            value,
            label: i18n.t(`unobtainable.reason.${value}`),
          }))}
        />
        <button class="action" type="submit">
          {i18n.t('unobtainable.begin.button')}
        </button>
      </form>
    </section>
  )
}

export async function takeBeginning(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, spellForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => beginSpell(tx, { ...value, caseId })),
  )
  if (!taken.done) return await unobtainablePage(c, { again: taken.again })
  return redirect(c, unobtainableHref(caseId), 'unobtainable.begun')
}

export async function takeAnswer(c: ConsoleContext): Promise<Response> {
  const [caseId, spellId] = [idOf(c), spellOf(c)]
  const taken = await takeForm(c, answerForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => answerReview(tx, { ...value, caseId, spellId })),
  )
  if (!taken.done) return await unobtainablePage(c, { spellId, again: taken.again })
  return redirect(
    c,
    unobtainableHref(caseId),
    taken.value.complete ? 'unobtainable.complete' : 'unobtainable.half',
  )
}

export async function takeEnd(c: ConsoleContext): Promise<Response> {
  const [caseId, spellId] = [idOf(c), spellOf(c)]
  await c.get('office').db.transaction(c.get('member'), (tx) => endSpell(tx, { caseId, spellId }))
  return redirect(c, unobtainableHref(caseId), 'unobtainable.over')
}
