import { Hono, type Context } from 'hono'
import { z } from 'zod'
import type { OrganisationDocument } from '#organisations/document.ts'
import type { FollowSubmission } from '#campaigns/submission.ts'
import { FollowPage, FollowSentPage } from '#supporters/views/public.ts'
import type { Language } from '#platform/i18n.ts'
import { parseAddress } from '#platform/text/address.ts'
import { parseName } from '#platform/text/name.ts'
import { maybe, ticked, typed } from '#platform/web/forms.ts'
import type { FormState } from '#ui/index.ts'
import { question } from './act-form.ts'
import { casePath, followPath, privacyPath } from './addresses.ts'
import { fromVisitor, languageOf, page, ready, takeForm } from './answers.ts'
import { idOf } from './reading-routes.tsx'
import { i18nOf, shellOf, type Site } from './site.ts'
import { Gone, visible, type Visible } from './visible.ts'

const schema = z.object({
  email: typed(parseAddress),
  firstName: maybe(typed(parseName)),
  newsletter: ticked(),
})

/** Following a case by mail without acting. */
export function followRoutes(site: Site): Hono {
  const app = new Hono()
  app.get('/:lang/c/:id/follow', (c) => {
    const [lang, id] = [languageOf(c), idOf(c)]
    answering(visible(site, 'case', id, lang))
    return ready(c, site, followPath(lang, id), id, () => {
      const found = visible(site, 'case', id, lang)
      return { page: undefined, freshUntil: found.freshUntil, markup: () => followPage(site, found, lang) }
    })
  })
  app.post('/:lang/c/:id/follow', (c) => follow(c, site))
  app.get('/:lang/c/:id/follow/sent', (c) => {
    const lang = languageOf(c)
    const { key, body } = visible(site, 'case', idOf(c), lang)
    const shell = shellOf(site, lang, (other) => `${followPath(other, key)}/sent`)
    return page(
      c,
      <FollowSentPage shell={shell} person={body.name} caseHref={casePath(lang, key, body.slug)} />,
    )
  })
  return app
}

/** Who takes the address. @throws Gone while the lead is not named in public: nobody gives an address to who is not told */
function answering({ organisation }: Visible<'case'>): OrganisationDocument {
  if (!organisation) throw new Gone()
  return organisation
}

function followPage(site: Site, found: Visible<'case'>, lang: Language, form?: FormState) {
  const { key, body } = found
  const organisation = answering(found)
  const projection = {
    person: body.name,
    organisation: organisation.name,
    caseHref: casePath(lang, key, body.slug),
    formHref: followPath(lang, key),
    privacyHref: privacyPath(lang),
  }
  const shell = shellOf(site, lang, (other) => followPath(other, key), found.languages)
  return <FollowPage shell={shell} page={projection} form={form} />
}

function follow(c: Context, site: Site): Promise<Response> {
  const lang = languageOf(c)
  const found = visible(site, 'case', idOf(c), lang)
  const organisation = answering(found)
  const i18n = i18nOf(lang)
  return takeForm(c, site, {
    i18n,
    schema: () => schema,
    again: (form) => followPage(site, found, lang, form),
    async take({ email, firstName, newsletter }) {
      const submission: FollowSubmission = {
        type: 'follow',
        ...fromVisitor(c, site, lang),
        caseKey: found.key,
        organisationId: organisation.id,
        who: { email, ...(firstName ? { firstName } : {}) },
        keepPosted: { yes: true, ...question(i18n, 'follow.title', { name: found.body.name }) },
        ...(newsletter
          ? {
              newsletter: {
                yes: true,
                ...question(i18n, 'follow.newsletter', { organisation: organisation.name }),
              },
            }
          : {}),
      }
      await site.intake.append(3, submission)
      return site.seeOther(`${followPath(lang, found.key)}/sent`)
    },
  })
}
