import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { wordsOf, type SignOnAnswer, type SignOnSubmission } from '#joint-letters/submission.ts'
import {
  AnsweredPage,
  AnswerPage,
  SignOnExpiredPage,
  SignOnPage,
  SignOnSentPage,
  type AnswerProjection,
} from '#joint-letters/views/public.ts'
import type { Language } from '#platform/i18n.ts'
import type { Lane } from '#platform/intake/append.ts'
import type { LinkVerdict } from '#platform/keys/links.ts'
import { readFields } from '#platform/web/body.ts'
import { NotFound } from '#platform/web/errors.ts'
import { checkForm } from '#platform/web/forms.ts'
import type { FormState } from '#ui/index.ts'
import {
  answeredPath,
  letterPath,
  signatoryDonePath,
  signatoryPath,
  signOnPath,
  signPath,
} from './addresses.ts'
import { fromVisitor, languageOf, page, takeForm } from './answers.ts'
import {
  composeChanged,
  composeSignOn,
  takerOf,
  takesSignOns,
  type VisibleLetter,
} from './joint-letter-page.ts'
import { letterOf } from './joint-letter-routes.tsx'
import { signOnLimit, signOnSchema } from './sign-on-form.ts'
import { i18nOf, shellOf, snapshotOf, type Site } from './site.ts'
import { visible } from './visible.ts'

/** An organisation from outside signs a joint letter, and answers the mails about it. */
export function signOnRoutes(site: Site): Hono {
  const app = new Hono()
  const at = '/:lang/c/:id/letters/:letter/sign'
  app.get(at, (c) => form(c, site))
  app.post(at, (c) => sign(c, site))
  app.get(`${at}/thanks`, (c) => {
    const { lang, found } = letterOf(c, site)
    const shell = shellOf(site, lang, (other) => signPath(other, found.body.caseKey, found.key, 'thanks'))
    return page(
      c,
      <SignOnSentPage shell={shell} letterHref={letterPath(lang, found.body.caseKey, found.key)} />,
    )
  })
  app.get(`${at}/confirmed`, (c) => {
    const { lang, found } = letterOf(c, site)
    const shell = shellOf(site, lang, (other) => signPath(other, found.body.caseKey, found.key, 'confirmed'))
    const letterHref = letterPath(lang, found.body.caseKey, found.key)
    return page(c, <AnsweredPage shell={shell} answer="confirm" letterHref={letterHref} />)
  })

  // GET and HEAD change nothing, because scanners open what stands in mails; only buttons act
  app.get('/:lang/sign-on/:token', (c) => ask(c, site, 'confirm'))
  app.post('/:lang/sign-on/:token', (c) => answer(c, site, 'confirm'))
  app.get('/:lang/signatory/:token', (c) => ask(c, site, 'withdraw'))
  app.post('/:lang/signatory/:token', (c) => answer(c, site, 'withdraw'))
  app.get('/:lang/signatory/done/:answer', (c) => {
    const said = z.enum(['not-us', 'withdraw']).safeParse(c.req.param('answer'))
    if (!said.success) throw new NotFound()
    const shell = shellOf(site, languageOf(c), (other) => signatoryDonePath(other, said.data))
    return page(c, <AnsweredPage shell={shell} answer={said.data} />)
  })
  return app
}

function signPage(site: Site, found: VisibleLetter, lang: Language, state?: FormState) {
  const { body, languages } = found
  const shell = shellOf(site, lang, (other) => signPath(other, body.caseKey, body.id), languages)
  return <SignOnPage shell={shell} page={composeSignOn(found, lang)} form={state} />
}

/** Made for each request: it is asked for once by an organisation, and holds which words were read. */
function form(c: Context, site: Site): Response | Promise<Response> {
  const { lang, caseKey, found } = letterOf(c, site)
  takerOf(found)
  // its own page says that it takes no more signatures
  if (!takesSignOns(found)) return site.seeOther(letterPath(lang, caseKey, found.key))
  return page(c, signPage(site, found, lang))
}

function sign(c: Context, site: Site): Response | Promise<Response> {
  const { lang, caseKey, found } = letterOf(c, site)
  takerOf(found)
  if (!takesSignOns(found)) return site.seeOther(letterPath(lang, caseKey, found.key))
  const i18n = i18nOf(lang)
  return site.uploading.within(() =>
    takeForm(c, site, {
      i18n,
      limit: signOnLimit,
      ...{ rate: site.uploads, rateFirst: true },
      schema: () => signOnSchema(i18n, found.body.textHash),
      again: (state) => signPage(site, found, lang, state),
      async take(part) {
        const submission: SignOnSubmission = {
          type: 'sign-on',
          ...fromVisitor(c, site, lang),
          letterId: found.body.letterId,
          ...part,
        }
        await site.intake.append(3, submission)
        return site.seeOther(signPath(lang, caseKey, found.key, 'thanks'))
      },
    }),
  )
}

type Asks = AnswerProjection['asks']
const purposes = { confirm: 'sign-on', withdraw: 'signatory' } as const
const paths = { confirm: signOnPath, withdraw: signatoryPath } as const
const answers: Record<Asks, readonly string[]> = { confirm: ['confirm', 'not-us'], withdraw: ['withdraw'] }
/** Safety: what takes back overtakes all that waits. */
const lanes: Record<SignOnAnswer['choice'], Lane> = { confirm: 2, 'not-us': 1, withdraw: 1 }

const tokenOf = (c: Context): string => c.req.param('token') ?? ''

function linkOf(c: Context, site: Site, asks: Asks): Exclude<LinkVerdict, { state: 'invalid' }> {
  const verdict = site.verifyLink(purposes[asks], tokenOf(c))
  if (verdict.state === 'invalid') throw new NotFound()
  return verdict
}

/** The letter that a link of ours is about, while it is public. */
function letterBehind(site: Site, letterId: string | undefined, lang: Language): VisibleLetter | undefined {
  const subject = letterId ? snapshotOf(site).letterOf(letterId) : undefined
  try {
    return subject && visible(site, 'joint-letter', subject.key, lang)
  } catch {
    // Safety: whoever wants to take back may do so while the letter is not there, but then reads nothing of it
    return undefined
  }
}

/** Whether other words stand there than those of the form that a link of ours is about, or than those that were read since. */
function hasChanged({ ids }: { ids: readonly string[] }, found: VisibleLetter, read?: string): boolean {
  const words = read === undefined ? ids[2] : wordsOf(read)
  return words !== undefined && words !== wordsOf(found.body.textHash)
}

function ask(c: Context, site: Site, asks: Asks): Promise<Response> {
  const lang = languageOf(c)
  const link = linkOf(c, site, asks)
  if (link.state === 'expired') return expired(c, site, lang, link.about)
  const found = letterBehind(site, link.about, lang)
  const shell = shellOf(site, lang, (other) => paths[asks](other, tokenOf(c)))
  const projection: AnswerProjection = {
    asks,
    ...(found
      ? {
          letter: {
            title: found.body.title,
            lang: found.body.lang,
            href: letterPath(lang, found.body.caseKey, found.key),
          },
        }
      : {}),
    ...(found && hasChanged(link, found) ? { changed: composeChanged(found, lang) } : {}),
    formHref: paths[asks](lang, tokenOf(c)),
  }
  return page(c, <AnswerPage shell={shell} page={projection} />)
}

function expired(c: Context, site: Site, lang: Language, letterId: string | undefined): Promise<Response> {
  const found = letterBehind(site, letterId, lang)
  const signHref = found && takesSignOns(found) ? signPath(lang, found.body.caseKey, found.key) : undefined
  return page(c, <SignOnExpiredPage shell={shellOf(site, lang)} signHref={signHref} />, 410)
}

const answerSchema = z.object({
  answer: z.enum(['confirm', 'not-us', 'withdraw']),
  textHash: z.string().max(64).optional(),
})
const smallForm = 4 * 1024

async function answer(c: Context, site: Site, asks: Asks): Promise<Response> {
  const lang = languageOf(c)
  const link = linkOf(c, site, asks)
  if (link.state === 'expired') return await expired(c, site, lang, link.about)
  const read = checkForm(await readFields(c.req.raw, smallForm), answerSchema)
  // no button of this page was pressed: the page with the buttons again
  if (!read.ok || !answers[asks].includes(read.value.answer))
    return site.seeOther(paths[asks](lang, tokenOf(c)))
  const { answer: choice, textHash } = read.value
  const found = letterBehind(site, link.about, lang)
  // mended while the page lay open: the words of now before the button
  if (choice === 'confirm' && found && hasChanged(link, found, textHash))
    return site.seeOther(paths[asks](lang, tokenOf(c)))
  const submission: SignOnAnswer = {
    type: 'sign-on-answer',
    ...fromVisitor(c, site, lang),
    token: tokenOf(c),
    choice,
    ...(choice === 'confirm' && textHash !== undefined ? { textHash } : {}),
  }
  // Safety: no rate limit: a link of ours was needed, and nobody may be kept from leaving
  await site.intake.append(lanes[choice], submission)
  if (choice !== 'confirm') return site.seeOther(signatoryDonePath(lang, choice))
  // what is taken is not refused
  if (!found) return site.seeOther(answeredPath(lang))
  return site.seeOther(signPath(lang, found.body.caseKey, found.key, 'confirmed'))
}
