import { Hono, type Context } from 'hono'
import { z } from 'zod'
import type { Correction, LeaveSubmission, UndoSubmission } from '#campaigns/submission.ts'
import { languages } from '#platform/i18n.ts'
import { readFields } from '#platform/web/body.ts'
import { parseCountry } from '#platform/text/country.ts'
import { parseName } from '#platform/text/name.ts'
import { parsePlain } from '#platform/text/plain.ts'
import { NotFound } from '#platform/web/errors.ts'
import { checkForm, maybe, ticked, typed } from '#platform/web/forms.ts'
import { ChangePage, undoCommands, UndoPage } from '#supporters/views/public.ts'
import type { FormState } from '#ui/index.ts'
import { preferencesChangePath, preferencesPath, undoPath } from './addresses.ts'
import { fromVisitor, languageOf, page, takeForm } from './answers.ts'
import { organisationNamed, preferenceLink } from './mail-routes.tsx'
import { i18nOf, shellOf, snapshotOf, type Site } from './site.ts'

/** Setting right what is held, by the link in a mail, and undoing it by the one in the mail that tells of it. */
export function changeRoutes(site: Site): Hono {
  const app = new Hono()
  app.get('/:lang/preferences/:token/change', (c) => page(c, changePage(c, site)))
  app.post('/:lang/preferences/:token/change', (c) => take(c, site))
  app.get('/:lang/undo/:token', (c) => askToUndo(c, site))
  app.post('/:lang/undo/:token', (c) => undo(c, site))
  return app
}

const tokenOf = (c: Context): string => c.req.param('token') ?? ''

function changePage(c: Context, site: Site, form?: FormState) {
  const lang = languageOf(c)
  const link = preferenceLink(c, site)
  const shell = shellOf(site, lang, (other) => preferencesChangePath(other, tokenOf(c)))
  const projection = {
    organisation: organisationNamed(site, link.organisationId),
    others: snapshotOf(site).organisations.length > 1,
    formHref: preferencesChangePath(lang, tokenOf(c)),
    choicesHref: preferencesPath(lang, tokenOf(c)),
  }
  return <ChangePage shell={shell} page={projection} {...(form ? { form } : {})} />
}

const schema = z
  .object({
    firstName: maybe(typed(parseName)),
    lastName: maybe(typed(parseName)),
    country: maybe(typed(parseCountry)),
    mailLanguage: maybe(z.enum(languages)),
    former: maybe(typed((input) => parsePlain(input, { max: 170, maxLines: 1 }))),
    signatures: ticked(),
    // Safety: without a choice it is meant for the one whose mail it was
    scope: z.enum(['one', 'all']).catch('one'),
  })
  .refine(
    ({ firstName, lastName, country, mailLanguage }) => firstName ?? lastName ?? country ?? mailLanguage,
    { error: 'change.error.nothing' },
  )

/** Safety: answered alike whoever is behind the link, and whether anything was changed: the inbox alone is told. */
function take(c: Context, site: Site): Promise<Response> {
  const lang = languageOf(c)
  preferenceLink(c, site)
  return takeForm(c, site, {
    i18n: i18nOf(lang),
    schema: () => schema,
    again: (form) => changePage(c, site, form),
    async take({ scope, signatures, ...given }) {
      const correction: Correction = { ...pickGiven(given), ...(signatures ? { signatures } : {}) }
      const submission: LeaveSubmission = {
        ...{ type: 'preference', ...fromVisitor(c, site, lang), token: tokenOf(c), command: 'change' },
        correction,
        ...(scope === 'all' ? { everywhere: true } : {}),
      }
      await site.intake.append(1, submission)
      return site.seeOther(`/${lang}/preferences/done/change`)
    },
  })
}

const pickGiven = (given: { [K in keyof Correction]?: Correction[K] | undefined }): Correction =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

function askToUndo(c: Context, site: Site): Promise<Response> {
  const lang = languageOf(c)
  const verdict = site.verifyLink('undo', tokenOf(c))
  if (verdict.state === 'invalid') throw new NotFound()
  const shell = shellOf(site, lang, (other) => undoPath(other, tokenOf(c)))
  const organisation = organisationNamed(site, verdict.ids[0])
  const late = verdict.state === 'expired'
  const projection = { organisation, ...(late ? {} : { formHref: undoPath(lang, tokenOf(c)) }) }
  return page(c, <UndoPage shell={shell} page={projection} />, late ? 410 : 200)
}

const smallForm = 4 * 1024
const undoSchema = z.object({ command: z.enum(undoCommands).catch('undo') })

async function undo(c: Context, site: Site): Promise<Response> {
  const lang = languageOf(c)
  const { state } = site.verifyLink('undo', tokenOf(c))
  if (state === 'invalid') throw new NotFound()
  if (state === 'expired') return askToUndo(c, site)
  const form = checkForm(await readFields(c.req.raw, smallForm), undoSchema)
  const command = form.ok ? form.value.command : 'undo'
  const submission: UndoSubmission = {
    ...{ type: 'undo', ...fromVisitor(c, site, lang), token: tokenOf(c) },
    ...(command === 'lock' ? { keep: true } : {}),
    ...(command === 'undo' ? {} : { lock: true }),
  }
  await site.intake.append(1, submission)
  return site.seeOther(`/${lang}/preferences/done/${command}`)
}
