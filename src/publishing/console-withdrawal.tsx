import { caseHref, casePage, getCase, takeForm, type Again } from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { ConfirmBox, ErrorSummary, RadioGroup, Textarea, valuesOf } from '#ui/index.ts'
import { withdrawConsent } from './withdrawal.ts'
import { consentsHref } from './consents-href.ts'
import { withdrawalForm } from './forms.ts'
import { checkCodeWord } from './directions/code-word.ts'
import { CodeWordSaid, DirectionBeside, findBeside } from './directions/beside.tsx'
import { seesCase } from './may-sign.ts'
import { listConsents, whatGoesDown } from './reads.ts'
import { GoingDown, goesDown } from './views/going-down.tsx'
import { herWords, type HerWord } from './tables.ts'
import { withoutDeadlock } from '#platform/without-deadlock.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''

/** Says in words what will go down before the button. */
export const showWithdrawal = (c: ConsoleContext): Promise<Response> =>
  withdrawalPage(c, c.req.queries('consent') ?? [])

async function withdrawalPage(c: ConsoleContext, asked: string[], again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const ids = asked.filter(isId)
  const { row, consents, down, beside } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    const all = await listConsents(tx, found.id)
    const named = all.filter((one) => ids.includes(one.id))
    const personIds = [...new Set(named.map(({ personId }) => personId))]
    return {
      row: found,
      consents: named,
      beside: await findBeside(tx, { caseId: found.id, personIds, sessionId: c.get('sessionId') }),
      down: await whatGoesDown(tx, found.id, ids),
    }
  })
  if (consents.length === 0) throw new NotFound()
  const items = i18n.list(consents.map(({ item }) => i18n.t(`consent.item.${item}`)))
  return await casePage(c, {
    row,
    tab: 'consents',
    heading: i18n.t('consent.withdraw.title', { items }),
    status: again?.status,
    body: (
      <>
        {beside && <DirectionBeside i18n={i18n} beside={beside} />}
        <ConfirmBox
          title={i18n.t(goesDown(down) ? 'consent.withdraw.text' : 'consent.withdraw.nothing')}
          tone="danger"
        >
          <ErrorSummary i18n={i18n} form={again?.form} />
          <GoingDown i18n={i18n} down={down} />
          <p>{i18n.t('consent.withdraw.after')}</p>
          <form method="post" action={consentsHref(row.id, '/withdraw')}>
            {consents.map(({ id }) => (
              <input type="hidden" name="consent" value={id} />
            ))}
            <RadioGroup
              name="word"
              value={again ? undefined : 'unknown'}
              form={again?.form}
              label={i18n.t('consent.withdraw.word')}
              hint={i18n.t('consent.withdraw.word.hint')}
              options={herWords.map((value) => ({ value, label: i18n.t(`consent.word.${value}`) }))}
            />
            {beside && <CodeWordSaid i18n={i18n} form={again?.form} />}
            <Textarea
              name="reason"
              rows={3}
              form={again?.form}
              label={i18n.t('consent.withdraw.reason')}
              note={i18n.t('ui.optional')}
              hint={i18n.t('consent.withdraw.reason.hint')}
            />
            <div class="buttons">
              <button class="action" type="submit">
                {i18n.t('consent.withdraw.button')}
              </button>
              <a href={caseHref(row.id, '/consents')}>{i18n.t('consent.withdraw.back')}</a>
            </div>
          </form>
        </ConfirmBox>
      </>
    ),
  })
}

export async function takeWithdrawal(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, withdrawalForm, async (value) => {
    const word = await wordOf(c, value)
    return await withoutDeadlock(() =>
      c.get('office').db.transaction(c.get('member'), (tx) =>
        withdrawConsent(tx, {
          caseId: idOf(c),
          consentIds: value.consent,
          reason: value.reason || undefined,
          word,
        }),
      ),
    )
  })
  if (!taken.done) return await withdrawalPage(c, [...valuesOf(taken.again.form, 'consent')], taken.again)
  const { takenDown, inDoubt } = taken.value
  // whoever was in the room alone may have closed it with her word
  const seen = await c.get('office').db.reading(c.get('member'), (tx) => seesCase(tx, idOf(c)))
  return redirect(
    c,
    seen ? consentsHref(idOf(c)) : '/cases',
    inDoubt ? 'consent.withdrawn.doubt' : 'consent.withdrawn',
    {
      count: takenDown.length,
    },
  )
}

/** The answer that was ticked, or what her code word says of it. Safety: whatever it is, nothing here stops a withdrawal. */
async function wordOf(
  c: ConsoleContext,
  { word, codeWord, consent }: { word: HerWord; codeWord: string; consent: string[] },
): Promise<HerWord> {
  if (codeWord === '') return word
  const [{ db }, member, caseId] = [c.get('office'), c.get('member'), idOf(c)]
  try {
    const persons = await db.reading(member, async (tx) =>
      (await listConsents(tx, caseId)).filter(({ id }) => consent.includes(id)).map((one) => one.personId),
    )
    // one word is one person's
    if (new Set(persons).size !== 1) return word
    const answer = await checkCodeWord(db, member, { caseId, personId: persons[0]!, said: codeWord })
    return answer === 'right' ? 'met' : answer === 'wrong' ? 'not-met' : word
  } catch {
    // whatever went wrong: then her code word says nothing of it
    return word
  }
}
