import { can } from '#platform/access.ts'
import type { ConsoleContext, ConsoleRoute } from '#platform/module.ts'
import { readForm } from '#platform/web/forms.ts'
import { blankForm, type FormState } from '#ui/index.ts'
import { page, redirect, refusedForm } from './console-page.tsx'
import { dropDraft, readDraft } from './draft.ts'
import { factsOf, organisationForm, typedOf } from './forms.ts'
import { changeOrganisation, getOrganisation } from './organisation.ts'
import { OrganisationFormView, OrganisationView } from './views/organisation.tsx'

export const organisationRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/organisation', verb: 'organisation.see', handle: (c) => organisationPage(c) },
  { method: 'POST', path: '/organisation', verb: 'organisation.change', handle: takeOrganisation },
]

const formKey = '/organisation'

async function organisationPage(c: ConsoleContext, refused?: FormState): Promise<Response> {
  const [i18n, member] = [c.get('i18n'), c.get('member')]
  const { organisation, draft } = await c.get('office').db.reading(member, async (tx) => ({
    organisation: await getOrganisation(tx, member.organisationId),
    draft: await readDraft(tx, formKey),
  }))
  const changes = can(member, 'organisation.change')
  const form = refused ?? { ...blankForm, values: draft?.values ?? typedOf(organisation) }
  return page(c, {
    title: i18n.t('ui.console.organisation'),
    section: 'organisation',
    actions: (
      <>
        <a class="button" href="/organisation/logo">
          {i18n.t('office.logo')}
        </a>
        <a class="button" href="/organisation/mail-server">
          {i18n.t('office.mail-server')}
        </a>
        <a class="button" href="/organisation/embeds">
          {i18n.t('office.embed-sites')}
        </a>
        <a class="button" href="/organisation/findable">
          {i18n.t('office.findable')}
        </a>
        {can(member, 'coalition.list') && (
          <a class="button" href="/organisation/coalitions">
            {i18n.t('office.coalitions')}
          </a>
        )}
        {can(member, 'log.see') && (
          <>
            <a class="button" href="/log">
              {i18n.t('office.log.open')}
            </a>
            <a class="button" href="/organisation/audit">
              {i18n.t('office.audit')}
            </a>
          </>
        )}
      </>
    ),
    status: refused ? 422 : 200,
    islands: changes ? ['autosave'] : [],
    body: changes ? (
      <OrganisationFormView
        i18n={i18n}
        form={form}
        formKey={formKey}
        draftAt={refused ? undefined : draft && i18n.dateTime(draft.savedAt, { zone: organisation.timeZone })}
      />
    ) : (
      <OrganisationView i18n={i18n} organisation={organisation} />
    ),
  })
}

async function takeOrganisation(c: ConsoleContext): Promise<Response> {
  const form = await readForm(c, organisationForm)
  if (!form.ok) return organisationPage(c, refusedForm(c.get('i18n'), form))
  await c.get('office').db.transaction(c.get('member'), async (tx) => {
    await changeOrganisation(tx, factsOf(form.value))
    await dropDraft(tx, formKey)
  })
  return redirect(c, '/organisation', 'office.organisation.saved')
}
