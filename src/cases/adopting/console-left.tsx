/** The one page on which somebody is let into a file that nobody can open. */
import { z } from 'zod'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { page, redirect } from '#organisations/index.ts'
import { Empty, ErrorSummary, Select, type FormState } from '#ui/index.ts'
import type { Colleague } from '../colleagues.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { adoptCase, listAdopters, listEmptyTeams, type EmptyTeam } from './adopting.ts'
import { adoptHref } from './today.ts'

const adoptForm = z.object({ caseId: z.uuid(), accountId: z.uuid() })

export const showLeft = (c: ConsoleContext): Promise<Response> => leftPage(c)

export async function takeAdoption(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, adoptForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => adoptCase(tx, value)),
  )
  if (!taken.done) return await leftPage(c, taken.again)
  return redirect(c, adoptHref, 'cases.left.done')
}

async function leftPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { empty, people } = await c.get('office').db.reading(c.get('member'), async (tx) => ({
    empty: await listEmptyTeams(tx),
    people: await listAdopters(tx),
  }))
  return await page(c, {
    title: i18n.t('cases.left.title'),
    heading: i18n.t('cases.left.title'),
    section: 'today',
    status: again?.status,
    body: (
      <>
        <ErrorSummary i18n={i18n} form={again?.form} />
        {empty.length === 0 ? (
          <Empty title={i18n.t('cases.left.none')}>
            <p>{i18n.t('cases.left.none.text')}</p>
          </Empty>
        ) : (
          <>
            <p>{i18n.t('cases.left.intro')}</p>
            <Adopt i18n={i18n} empty={empty} people={people} form={again?.form} />
          </>
        )}
      </>
    ),
  })
}

function Adopt(props: {
  i18n: I18n
  empty: readonly EmptyTeam[]
  people: readonly Colleague[]
  form: FormState | undefined
}) {
  const { i18n, empty, people, form } = props
  return (
    <form class="sheet" method="post" action={adoptHref}>
      <Select
        name="caseId"
        form={form}
        required
        empty="–"
        label={i18n.t('cases.left.case')}
        options={empty.map(({ caseId, code }) => ({ value: caseId, label: code }))}
      />
      <Select
        name="accountId"
        form={form}
        required
        empty="–"
        label={i18n.t('cases.left.who')}
        hint={i18n.t('cases.left.who.hint')}
        options={people.map(({ accountId, name }) => ({ value: accountId, label: name }))}
      />
      <button class="action" type="submit">
        {i18n.t('cases.left.button')}
      </button>
    </form>
  )
}
