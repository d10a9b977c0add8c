/** A talk is written down: what she allows, what she refuses, what others say for her. */
import {
  calledOf,
  casePage,
  endOfDayAnywhere,
  findPerson,
  getCase,
  listPersons,
  takeForm,
  type Again,
} from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import { createI18n, languages } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { writing } from '#platform/web/writing.ts'
import { Invalid } from '#platform/web/errors.ts'
import type { FormState } from '#ui/index.ts'
import { recordConsent } from './consent.ts'
import { consentsHref } from './consents-href.ts'
import { findBeside } from './directions/beside.tsx'
import { checkCodeWord } from './directions/code-word.ts'
import { consentForm } from './forms.ts'
import { presetNames, presets, type PresetName } from './matrix.ts'
import type { HerWord } from './tables.ts'
import { ConsentForm } from './views/consent-form.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

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
        persons={persons.map((one) => ({ id: one.id, role: one.role, name: calledOf(one) }))}
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
        expiresAt: value.expiresOn ? endOfDayAnywhere(value.expiresOn) : undefined,
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
