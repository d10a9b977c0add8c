import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { page, redirect } from '#organisations/index.ts'
import { ErrorSummary, Select, Textarea, TextField, type FormState } from '#ui/index.ts'
import type { Colleague } from '../colleagues.ts'
import { LanguageSelect } from '../console-list.tsx'
import { crisisForm } from '../forms.ts'
import { openingReasons } from '../reasons.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref } from '../views/case-shell.tsx'
import { drawCodeName } from './code-name.ts'
import { knownCodeNames, openInCrisis, whoCouldSign } from './crisis.ts'

export const newCrisis = (c: ConsoleContext): Promise<Response> => crisisPage(c)

export async function takeCrisis(c: ConsoleContext): Promise<Response> {
  const { db } = c.get('office')
  const taken = await takeForm(c, crisisForm, async (value) => {
    const { caseId } = await db.transaction(c.get('member'), (tx) => openInCrisis(tx, value))
    return { caseId, code: value.codeName }
  })
  if (!taken.done) return await crisisPage(c, taken.again)
  return redirect(c, caseHref(taken.value.caseId, '/consents/new'), 'crisis.opened', {
    code: taken.value.code,
  })
}

async function crisisPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { colleagues, taken } = await c.get('office').db.reading(c.get('member'), async (tx) => ({
    colleagues: await whoCouldSign(tx),
    taken: await knownCodeNames(tx),
  }))
  const form = again?.form ?? {
    values: {
      codeName: drawCodeName(i18n.lang, taken),
      language: i18n.lang,
      accountId: colleagues.length === 1 ? colleagues[0]!.accountId : '',
    },
    errors: {},
  }
  return await page(c, {
    title: i18n.t('crisis.title'),
    section: 'cases',
    trail: [{ href: '/cases', label: i18n.t('cases.title') }],
    status: again?.status ?? 200,
    body: (
      <>
        <p>{i18n.t('crisis.intro')}</p>
        <CrisisForm i18n={i18n} form={form} colleagues={colleagues} />
      </>
    ),
  })
}

function CrisisForm({ i18n, form, colleagues }: { i18n: I18n; form: FormState; colleagues: Colleague[] }) {
  return (
    <form class="sheet" method="post" action="/cases/crisis">
      <ErrorSummary i18n={i18n} form={form} />
      <TextField
        name="legalName"
        form={form}
        required
        maxlength={200}
        autocomplete="off"
        label={i18n.t('crisis.who')}
        hint={i18n.t('crisis.who.hint')}
      />
      <Select
        name="reason"
        form={form}
        required
        empty="–"
        label={i18n.t('crisis.reason')}
        options={openingReasons.map((value) => ({ value, label: i18n.t(`cases.reason.${value}`) }))}
      />
      <Select
        name="country"
        form={form}
        required
        empty="–"
        label={i18n.t('cases.field.country')}
        options={i18n.countries().map(({ code, name }) => ({ value: code, label: name }))}
      />
      {colleagues.length > 0 ? (
        <Select
          name="accountId"
          form={form}
          required
          empty="–"
          label={i18n.t('crisis.colleague')}
          hint={i18n.t('crisis.colleague.hint')}
          options={colleagues.map(({ accountId, name }) => ({ value: accountId, label: name }))}
        />
      ) : (
        <p>{i18n.t('crisis.alone')}</p>
      )}
      <Textarea
        name="channels"
        form={form}
        rows={2}
        label={i18n.t('cases.person.channels')}
        hint={i18n.t('cases.person.channels.hint')}
        note={i18n.t('ui.optional')}
      />
      <TextField
        name="codeName"
        form={form}
        required
        maxlength={60}
        autocomplete="off"
        label={i18n.t('cases.field.code')}
        hint={i18n.t('crisis.code.hint')}
        width="half"
      />
      <LanguageSelect i18n={i18n} name="language" form={form} />
      <p class="small">{i18n.t('crisis.sure')}</p>
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('crisis.open')}
        </button>
        <a href="/cases">{i18n.t('cases.cancel')}</a>
      </div>
    </form>
  )
}
