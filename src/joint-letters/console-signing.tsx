/** Where a member of the coalition reads the letter as it is public, and signs it in its organisation's name. */
import type { Child } from 'hono/jsx'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { takeForm, type Again } from '#cases/index.ts'
import { myPart } from '#coalitions/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { ConfirmBox, Empty, ErrorSummary, Notice, type FormState } from '#ui/index.ts'
import { letterHref } from './console-letters.tsx'
import { idOf, letterPage, openLetter } from './console-page.tsx'
import type { JointLetterDocument } from './document.ts'
import { signForm } from './forms.ts'
import { isOver } from './letter.ts'
import { findOwn, signLetter, takeSignatureBack } from './member-signing.ts'
import { publicLetters } from './public-letters.ts'
import { LetterArticle } from './views/letter-article.tsx'

export const showSign = (c: ConsoleContext): Promise<Response> => signPage(c)

export async function takeSign(c: ConsoleContext): Promise<Response> {
  const letterId = idOf(c)
  const taken = await takeForm(c, signForm, ({ textHash }) =>
    c.get('office').db.transaction(c.get('member'), (tx) => signLetter(tx, { letterId, textHash })),
  )
  if (!taken.done) return await signPage(c, taken.again)
  return redirect(c, letterHref(letterId, '/signatories'), 'joint-letters.sign.signed')
}

export async function takeUnsign(c: ConsoleContext): Promise<Response> {
  await c.get('office').db.transaction(c.get('member'), (tx) => takeSignatureBack(tx, idOf(c)))
  return redirect(c, letterHref(idOf(c), '/sign'), 'joint-letters.sign.unsigned')
}

async function signPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openLetter(c)
  const { letter } = opened.source
  const { own, mine, standing } = await c.get('office').db.reading(c.get('member'), async (tx) => ({
    own: await findOwn(tx, letter.id),
    mine: await myPart(tx, letter.caseId),
    standing: await publicLetters(tx, letter.id),
  }))
  const { zone } = await organisationOf(c)
  const { catalogue, db } = c.get('office')
  const open = letter.state === 'published' && !isOver(letter, db.clock.now())
  const form: FormState = again?.form ?? { values: {}, errors: {} }
  return await letterPage(c, opened, {
    tab: 'sign',
    status: again?.status,
    body: (
      <>
        <ErrorSummary i18n={i18n} form={form} />
        {own ? (
          <Signed i18n={i18n} letterId={letter.id} name={mine.name} on={i18n.date(own.signedAt, { zone })} />
        ) : (
          <MaySign i18n={i18n} state={letter.state} observer={mine.role === 'observer'} open={open} />
        )}
        {standing.map((one) => (
          <section class="block" aria-labelledby={`letter-${one.lang}`}>
            <h2 id={`letter-${one.lang}`}>{i18n.language(one.lang)}</h2>
            <div class="preview">
              <LetterArticle catalogue={catalogue} letter={one} />
            </div>
          </section>
        ))}
        {!own && open && mine.role !== 'observer' && standing[0] && (
          <SignBox i18n={i18n} letterId={letter.id} mine={mine} standing={standing[0]} />
        )}
      </>
    ),
  })
}

/** Why nobody of this organisation signs it now; nothing where somebody may. */
function MaySign(props: { i18n: I18n; state: string; observer: boolean; open: boolean }) {
  const { i18n } = props
  if (props.observer) return <Line tone="info">{i18n.t('joint-letters.sign.observer')}</Line>
  if (props.open) return null
  const isClosed = props.state === 'published' || props.state === 'closed'
  if (isClosed) return <Line tone="info">{i18n.t('joint-letters.sign.closed')}</Line>
  return (
    <Empty title={i18n.t('joint-letters.sign.not-yet')}>
      <p>{i18n.t('joint-letters.stands.before')}</p>
    </Empty>
  )
}

const Line = (props: { tone: 'info' | 'success'; children: Child }) => (
  <Notice tone={props.tone}>
    <p>{props.children}</p>
  </Notice>
)

function Signed(props: { i18n: I18n; letterId: string; name: string; on: string }) {
  const { i18n, letterId } = props
  return (
    <>
      <Line tone="success">
        {i18n.t('joint-letters.sign.done', { organisation: props.name, on: props.on })}
      </Line>
      <details>
        <summary>{i18n.t('joint-letters.sign.back')}</summary>
        <ConfirmBox title={i18n.t('joint-letters.sign.back')} tone="danger">
          <p>{i18n.t('joint-letters.sign.back.text')}</p>
          <form method="post" action={letterHref(letterId, '/unsign')}>
            <button class="button danger" type="submit">
              {i18n.t('joint-letters.sign.back')}
            </button>
          </form>
        </ConfirmBox>
      </details>
    </>
  )
}

function SignBox(props: {
  i18n: I18n
  letterId: string
  mine: { name: string; namedInPublic: boolean }
  standing: JointLetterDocument
}) {
  const { i18n, mine } = props
  const title = i18n.t('joint-letters.sign', { organisation: mine.name })
  return (
    <ConfirmBox title={title}>
      <p>
        {i18n.t('joint-letters.sign.text', {
          organisation: mine.name,
          named: mine.namedInPublic ? 'yes' : 'no',
        })}
      </p>
      <form method="post" action={letterHref(props.letterId, '/sign')}>
        <input type="hidden" name="textHash" value={props.standing.textHash} />
        <button class="action" type="submit">
          {title}
        </button>
      </form>
    </ConfirmBox>
  )
}
