/** Where a letter is signed off for the public, closed, and taken down. */
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { Invalid, NotFound, Refused } from '#platform/web/errors.ts'
import { takeForm, type Again } from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import { afterAsking, askingOf, ObserverSignsNothing } from '#publishing/index.ts'
import {
  CaseComesFirst,
  publishPresets,
  readAgreed,
  TextPublishForm,
  WithdrawText,
  type SayWords,
  type ShownCase,
  type TextToPublish,
} from '#updates/index.ts'
import { ConfirmBox, Notice } from '#ui/index.ts'
import { closeLetter } from './closing.ts'
import { letterHref } from './console-letters.tsx'
import { idOf, letterPage, openLetter } from './console-page.tsx'
import { publishForm } from './forms.ts'
import { missingFor, type LetterSource } from './letter-document.ts'
import { isPublic, publishLetter, withdrawLetter } from './publishing.ts'
import { countSignatories } from './signatory.ts'

export const showPublish = (c: ConsoleContext): Promise<Response> => publishPage(c)

export async function takePublish(c: ConsoleContext): Promise<Response> {
  const letterId = idOf(c)
  const { source, row } = await openLetter(c)
  const again = isPublic(source.letter)
  const taken = await takeForm(c, publishForm, (value) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) =>
        publishLetter(tx, {
          ...{ letterId, ...value, items: [...value.items, ...value.others] },
          ...askingOf(value),
        }),
      )
      .catch((error: unknown) => {
        // something to mend on this page, with what was ticked still ticked
        if (error instanceof Refused && mendable.includes(error.code)) throw new Invalid({ '': error.code })
        throw error
      }),
  )
  if (!taken.done) return await publishPage(c, taken.again)
  return afterAsking(
    c,
    row.id,
    taken.value,
    again
      ? { href: letterHref(letterId), flash: 'joint-letters.published-again' }
      : { href: letterHref(letterId, '/sign'), flash: 'joint-letters.published' },
  )
}

const mendable = [
  'publishing.no-consent',
  'publishing.correction-adds',
  'joint-letters.error.incomplete',
  'joint-letters.error.unnamed',
]

export async function takeWithdrawal(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => withdrawLetter(tx, idOf(c)))
  return redirect(c, letterHref(idOf(c)), 'joint-letters.withdrawn')
}

export async function takeClosing(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => closeLetter(tx, idOf(c)))
  return redirect(c, letterHref(idOf(c), '/signatories'), 'joint-letters.closed')
}

async function publishPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const say: SayWords = (name) => i18n.t(`joint-letters.${name}`)
  const opened = await openLetter(c)
  const { source, ours } = opened
  const { letter, shown } = source
  if (!ours) throw new NotFound()
  if (!shown)
    return await letterPage(c, opened, {
      tab: 'publish',
      body: <CaseComesFirst say={say} caseId={opened.row.id} />,
    })
  const member = c.get('member')
  const { agreed, listed } = await c.get('office').db.reading(member, async (tx) => ({
    agreed: await readAgreed(tx, { caseId: letter.caseId, subjectId: letter.id, shown }),
    listed: (await countSignatories(tx, letter.id)).listed,
  }))
  const text = textOf(source, shown)
  const form = again?.form ?? { values: publishPresets(text, agreed), errors: {} }
  return await letterPage(c, opened, {
    tab: 'publish',
    status: again?.status,
    body: agreed.watching ? (
      <ObserverSignsNothing i18n={i18n} />
    ) : (
      <>
        {letter.state === 'published' && can(member, 'joint-letter.close') && (
          <Close i18n={i18n} source={source} />
        )}
        <TextPublishForm
          {...{ i18n, say, text, agreed, form }}
          title={i18n.t(text.again ? 'joint-letters.publish.again' : 'joint-letters.publish')}
          what={text.again ? againText(i18n, source) : firstText(i18n, source)}
          who={(her) => i18n.t('joint-letters.publish.who', her)}
          afterSigning={!source.signed && <WordsWillStand i18n={i18n} />}
        />
        {text.again && can(member, 'joint-letter.withdraw') && (
          <WithdrawText
            say={say}
            action={text.hrefOf('/withdraw')}
            text={i18n.t('joint-letters.withdraw.text', { count: listed })}
          />
        )}
      </>
    ),
  })
}

function textOf(source: LetterSource, shown: ShownCase): TextToPublish {
  const { letter, texts } = source
  return {
    hrefOf: (path) => letterHref(letter.id, path),
    ...{ version: letter.version, again: isPublic(letter), shown },
    ...(letter.publishedAt ? { ticked: letter.items } : {}),
    texts: texts.map(({ language, translation }) => ({
      ...{ language, translation },
      missing: missingFor(source, language),
    })),
  }
}

const WordsWillStand = ({ i18n }: { i18n: I18n }) => (
  <Notice tone="warning" title={i18n.t('joint-letters.stands.title')}>
    <p>{i18n.t('joint-letters.stands.before')}</p>
  </Notice>
)

const firstText = (i18n: I18n, { letter }: LetterSource): string =>
  i18n.t('joint-letters.publish.text', { others: letter.openToOthers ? 'yes' : 'no' })

const againText = (i18n: I18n, { letter }: LetterSource): string =>
  i18n.t('joint-letters.publish.again.text', {
    others: letter.openToOthers ? 'yes' : 'no',
    until: letter.closesOn ? i18n.date(letter.closesOn, { zone: letter.zone }) : 'none',
  })

const Close = ({ i18n, source }: { i18n: I18n; source: LetterSource }) => (
  <details>
    <summary>{i18n.t('joint-letters.close')}</summary>
    <ConfirmBox title={i18n.t('joint-letters.close')}>
      <p>{i18n.t('joint-letters.close.text')}</p>
      <form method="post" action={letterHref(source.letter.id, '/close')}>
        <button class="button" type="submit">
          {i18n.t('joint-letters.close')}
        </button>
      </form>
    </ConfirmBox>
  </details>
)
