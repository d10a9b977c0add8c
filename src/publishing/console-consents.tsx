import {
  casePage,
  isFileOpen,
  OpenFile,
  findPerson,
  getCase,
  isOnTeam,
  listColleagues,
  listPersons,
  takeForm,
  type Again,
} from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { can } from '#platform/access.ts'
import { createI18n, languages, type I18n, type MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { writing } from '#platform/web/writing.ts'
import { Invalid } from '#platform/web/errors.ts'
import { Empty, Status, Table, type FormState, type Tone } from '#ui/index.ts'
import { recordConsent } from './consent.ts'
import { consentsHref } from './consents-href.ts'
import { consentForm } from './forms.ts'
import { givenConsents } from './given.ts'
import { presetNames, presets, type PresetName } from './matrix.ts'
import { Doubts, type DoubtAgain } from './console-doubt.tsx'
import { listDoubts } from './restoring.ts'
import { listOpenSignOffs } from './signing-reads.ts'
import { checkCodeWord } from './directions/code-word.ts'
import { findBeside } from './directions/beside.tsx'
import { noteWordsRead } from './reads.ts'
import { listSpells } from './unobtainable/spell.ts'
import { unobtainableHref } from './unobtainable/console-unobtainable.tsx'
import { formerPage, listConsents, type ConsentRow } from './reads.ts'
import type { ConsentState, HerWord } from './tables.ts'
import { AgainWithout } from './views/again-without.tsx'
import { ConsentForm } from './views/consent-form.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

export const showConsents = (c: ConsoleContext): Promise<Response> => showConsentsAgain(c)

/** @param again of a withdrawal in doubt, when a form could not be taken */
export async function showConsentsAgain(c: ConsoleContext, again?: DoubtAgain): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  // opening sealed words is an act, and leaves a trace
  const now = await c.get('office').db.transaction(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const onTeam = await isOnTeam(tx, row.id)
    const isOpen = onTeam && (await isFileOpen(tx, row.id, c.get('sessionId')))
    const consents = await listConsents(tx, row.id, { open: isOpen })
    if (isOpen) await noteWordsRead(tx, row.id, consents)
    return {
      ...{ row, onTeam, isOpen, consents, spells: await listSpells(tx, row.id) },
      person: await findPerson(tx, row.id),
      persons: await listPersons(tx, row.id),
      colleagues: await listColleagues(tx),
      former: await formerPage(tx, row.id),
      given: await givenConsents(tx, row.id),
      doubts: await listDoubts(tx, row.id),
      open: await listOpenSignOffs(tx, row.id),
    }
  })
  const { row, onTeam, person, consents } = now
  // Safety: who is on the team is part of the file
  const name = (accountId: string) =>
    onTeam
      ? (now.colleagues.find((one) => one.accountId === accountId)?.name ?? i18n.t('cases.team.unknown'))
      : '–'
  const record = onTeam && person && can(c.get('member'), 'consent.record')
  return await casePage(c, {
    row,
    tab: 'consents',
    status: again?.again.status,
    // Safety: her own link comes first where she is to approve herself, before anything is written down for her
    actions: record && (
      <>
        {consents.length > 0 && (
          <a class="button" href={consentsHref(row.id, '/new')}>
            {i18n.t('consent.record')}
          </a>
        )}{' '}
        {can(c.get('member'), 'consent.link') && (
          <a class="button" href={consentsHref(row.id, '/link')}>
            {i18n.t('consent-link.title')}
          </a>
        )}{' '}
        <a class="button" href={unobtainableHref(row.id)}>
          {i18n.t('unobtainable.link')}
        </a>
      </>
    ),
    body:
      consents.length === 0 ? (
        <Empty
          title={i18n.t('consent.empty.title')}
          action={
            record ? { href: consentsHref(row.id, '/new'), label: i18n.t('consent.record') } : undefined
          }
        >
          <p>{i18n.t('consent.empty.text')}</p>
          {onTeam && !person && <p>{i18n.t('consent.empty.person')}</p>}
          {!onTeam && <p>{i18n.t('case.team-only')}</p>}
        </Empty>
      ) : (
        <>
          <Doubts
            i18n={i18n}
            doubts={now.doubts}
            open={now.open}
            me={c.get('member')}
            onTeam={onTeam}
            zone={zone}
            name={name}
            again={again}
          />
          {now.former && can(c.get('member'), 'publishing.sign-off') && (
            <AgainWithout i18n={i18n} caseId={row.id} former={now.former} given={now.given} />
          )}
          <p>{i18n.t('consent.intro')}</p>
          {onTeam && !now.isOpen && (
            <details class="card">
              <summary>{i18n.t('consent.words.closed')}</summary>
              <OpenFile i18n={i18n} row={row} next="consents" />
            </details>
          )}
          <ConsentTable
            i18n={i18n}
            caseId={row.id}
            consents={consents}
            persons={now.persons.map(({ id, calledName, legalName }) => ({
              id,
              name: calledName || legalName,
            }))}
            zone={zone}
            name={name}
            waiting={now.spells.map(({ personId }) => personId)}
            mayWithdraw={can(c.get('member'), 'consent.withdraw')}
          />
          {!onTeam && <p class="small">{i18n.t('consent.words.team')}</p>}
        </>
      ),
  })
}

function ConsentTable(props: {
  i18n: I18n
  caseId: string
  consents: ConsentRow[]
  /** empty for who is not on the team */
  persons: { id: string; name: string }[]
  zone: string
  name: (accountId: string) => string
  /** who cannot be asked */
  waiting: string[]
  mayWithdraw: boolean
}) {
  const { i18n, name, zone, persons } = props
  const whose = (id: string) => (persons.length > 1 ? persons.find((one) => one.id === id)?.name : undefined)
  return (
    <Table
      caption={i18n.t('consent.caption')}
      columns={(['item', 'state', 'how', 'who', 'act'] as const).map((one) => ({
        label: i18n.t(`consent.col.${one}`),
      }))}
      rows={props.consents.map((consent) => [
        <>
          <strong>{i18n.t(`consent.item.${consent.item}`)}</strong>
          {whose(consent.personId) && (
            <>
              {' · '}
              <bdi>{whose(consent.personId)}</bdi>
            </>
          )}
        </>,
        <>
          <Status tone={tones[consent.state]}>{i18n.t(`consent.state.${consent.state}`)}</Status>
          {consent.state === 'given' && props.waiting.includes(consent.personId) && (
            <>
              {' '}
              <Status tone="warning">{i18n.t('consent.state.unobtainable')}</Status>
            </>
          )}
        </>,
        <How i18n={i18n} consent={consent} zone={zone} name={name} />,
        <bdi>{name(consent.recordedBy)}</bdi>,
        consent.state === 'given' && props.mayWithdraw ? (
          <a href={consentsHref(props.caseId, `/withdraw?consent=${consent.id}`)}>
            {i18n.t('consent.withdraw')}
            <span class="hidden"> {i18n.t(`consent.item.${consent.item}`)}</span>
          </a>
        ) : (
          '–'
        ),
      ])}
    />
  )
}

const tones: Record<ConsentState, Tone | 'quiet'> = {
  proposed: 'info',
  given: 'success',
  narrowed: 'info',
  expired: 'warning',
  withdrawn: 'danger',
  superseded: 'quiet',
  refused: 'danger',
  unobtainable: 'warning',
}

function How(props: { i18n: I18n; consent: ConsentRow; zone: string; name: (id: string) => string }) {
  const { i18n, consent, zone } = props
  const limits = [
    consent.expiresAt &&
      i18n.t('consent.row.expires', {
        at: i18n.date(lastDay(consent.expiresAt), { zone: 'UTC', style: 'short' }),
      }),
    consent.languages.length > 0 &&
      i18n.t('consent.row.languages', {
        languages: i18n.list(consent.languages.map((code) => i18n.language(code))),
      }),
    !consent.purposes.includes('web') && i18n.t('consent.row.private'),
    consent.reviewOn &&
      consent.state === 'given' &&
      i18n.t('consent.row.review', { at: i18n.date(consent.reviewOn, { zone: 'UTC', style: 'short' }) }),
    consent.withdrawnAt &&
      i18n.t('consent.row.withdrawn', {
        at: i18n.date(consent.withdrawnAt, { zone, style: 'short' }),
        name: consent.withdrawnBy ? props.name(consent.withdrawnBy) : i18n.t('consent.withdrawn.herself'),
      }),
  ].filter((limit) => typeof limit === 'string')
  return (
    <div>
      {i18n.t('consent.row.how', {
        how: i18n.t(`consent.how.${consent.how}`),
        on: i18n.date(consent.givenAt, { zone: 'UTC', style: 'short' }),
      })}
      {limits.map((limit) => (
        <span class="small">; {limit}</span>
      ))}
      {consent.text && (
        <details>
          <summary>{i18n.t('consent.words')}</summary>
          <p>
            {i18n.t('consent.words.agreed')}: <bdi>{consent.text.agreed}</bdi>
          </p>
          <p>
            {i18n.t('consent.words.purposes')}:{' '}
            {i18n.list(consent.purposes.map((one) => i18n.t(`consent.purpose.${one}` as MessageKey)))}
          </p>
          {consent.text.witness && (
            <p>
              {i18n.t('consent.words.witness')}: <bdi>{consent.text.witness}</bdi>
            </p>
          )}
          {consent.withdrawalReason && (
            <p>
              {i18n.t('consent.words.reason')}: <bdi>{consent.withdrawalReason}</bdi>
            </p>
          )}
        </details>
      )}
    </div>
  )
}

/** The end is the first moment at which it no longer holds; people speak of the last day. */
const lastDay = (end: Date): string => new Date(end.getTime() - 1).toISOString().slice(0, 10)

export const newConsent = (c: ConsoleContext): Promise<Response> => consentPage(c)

async function consentPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { row, today, persons, beside } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    const all = await listPersons(tx, found.id)
    return {
      ...{ row: found, today: tx.now.toISOString().slice(0, 10), persons: all },
      beside: await findBeside(tx, {
        ...{ caseId: found.id, personIds: all.map(({ id }) => id), sessionId: c.get('sessionId') },
      }),
    }
  })
  const preset = presetNames.find((name) => name === c.req.query('preset'))
  return await casePage(c, {
    row,
    tab: 'consents',
    heading: i18n.t('consent.record'),
    status: again?.status,
    body: (
      <ConsentForm
        i18n={i18n}
        action={consentsHref(row.id)}
        back={consentsHref(row.id)}
        languages={row.languages}
        persons={persons.map(({ id, role, calledName, legalName }) => ({
          id,
          role,
          name: calledName || legalName,
        }))}
        presets={presetNames.map((name) => ({ name, href: consentsHref(row.id, `/new?preset=${name}`) }))}
        preset={preset}
        beside={beside}
        scripts={languages.map((code) => createI18n(code, c.get('office').catalogue))}
        form={
          again?.form ?? {
            values: { givenOn: today, personId: persons[0]?.id ?? '', ...filledBy(preset) },
            errors: {},
          }
        }
      />
    ),
  })
}

/** A preset ticks; what was said otherwise is changed in the form. */
function filledBy(preset: PresetName | undefined): FormState['values'] {
  return preset ? { answer: 'given', items: presets[preset].items, purposes: presets[preset].purposes } : {}
}

export async function takeConsent(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, consentForm, async (value) => {
    const word = await wordOf(c, value)
    // Safety: a refusal takes pages down, and does not fail because somebody held its locks in another order
    return await writing(c, async (tx) => {
      const person = await findPerson(tx, idOf(c), value.personId)
      const recorded = await recordConsent(tx, {
        caseId: idOf(c),
        personId: person?.id ?? value.personId ?? idOf(c),
        items: value.items,
        purposes: value.purposes,
        reviewOn: value.reviewOn,
        answer: value.answer,
        agreed: value.agreed,
        witness: value.witness || undefined,
        how: value.how,
        givenAt: new Date(`${value.givenOn}T00:00:00Z`),
        expiresAt: value.expiresOn
          ? new Date(Date.parse(`${value.expiresOn}T00:00:00Z`) + 86_400_000)
          : undefined,
        languages: value.languages,
        word,
      })
      return { ...recorded, asked: value.answer }
    })
  })
  if (!taken.done) return await consentPage(c, taken.again)
  if (taken.value.state === 'proposed' && taken.value.asked === 'given')
    return redirect(c, consentsHref(idOf(c)), 'consent.recorded.proposed')
  const count = taken.value.takenDown.length
  return count > 0
    ? redirect(c, consentsHref(idOf(c)), 'consent.recorded.down', { count })
    : redirect(c, consentsHref(idOf(c)), 'consent.recorded')
}

/** The answer that was ticked, or what her code word says of it. Slow: before the transaction. */
async function wordOf(
  c: ConsoleContext,
  value: { personId?: string | undefined; word: HerWord; codeWord: string },
): Promise<HerWord> {
  if (value.codeWord === '') return value.word
  const [{ db }, member, caseId] = [c.get('office'), c.get('member'), idOf(c)]
  const person = await db.reading(member, (tx) => findPerson(tx, caseId, value.personId))
  if (!person) return value.word
  const answer = await checkCodeWord(db, member, { caseId, personId: person.id, said: value.codeWord })
  if (answer !== 'right') throw new Invalid({ codeWord: `direction.code.${answer}` })
  return 'met'
}
