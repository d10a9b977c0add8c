import { printHead, type Head } from '#platform/audit/head.ts'
import type { Check } from '#platform/audit/keeping-watch.ts'
import type { I18n } from '#platform/i18n.ts'
import { Empty, ErrorSummary, Notice, Status, TextField, type FormState } from '#ui/index.ts'
import type { AuditAddress } from '../audit-address.ts'

interface Props {
  i18n: I18n
  zone: string
  check: Check | undefined
  head: Head | undefined
  verifyKey: string
  mailTo: AuditAddress | undefined
  /** only for those who may change the address */
  form: FormState | undefined
}

export function AuditView(props: Props) {
  const { i18n, zone, check, form } = props
  return (
    <>
      <p>{i18n.t('office.audit.text')}</p>
      <ErrorSummary i18n={i18n} form={form} />
      <ChainNotice i18n={i18n} zone={zone} check={check} />
      <LastHead {...props} />
      <MailTo {...props} />
      <section class="card">
        <h2>{i18n.t('office.audit.how')}</h2>
        <ol>
          <li>{i18n.t('office.audit.how.keep')}</li>
          <li>
            {i18n.t('office.audit.how.ask')} <br />
            <code dir="ltr">watchlight audit verify --head FILE</code>
          </li>
          <li>{i18n.t('office.audit.how.read')}</li>
        </ol>
        <p>{i18n.t('office.audit.how.limit')}</p>
        <p>
          {i18n.t('office.audit.key')} <br />
          <code dir="ltr" class="break">
            {props.verifyKey}
          </code>
        </p>
      </section>
    </>
  )
}

/** What the last look through the chain found. */
export function ChainNotice({ i18n, zone, check }: Pick<Props, 'i18n' | 'zone' | 'check'>) {
  if (!check) return <Notice tone="info">{i18n.t('office.audit.unchecked')}</Notice>
  const at = i18n.dateTime(check.at, { zone })
  if (!check.bad)
    return (
      <Notice tone="success">
        {i18n.t('office.audit.whole', {
          at,
          links: i18n.number(check.links),
          events: i18n.number(check.total),
        })}
      </Notice>
    )
  return (
    <Notice tone="danger" title={i18n.t('office.audit.broken', { link: i18n.number(check.bad.position) })}>
      <p>{i18n.t(`office.audit.fault.${check.bad.fault}`)}</p>
      <p>{i18n.t('office.audit.broken.do', { at })}</p>
    </Notice>
  )
}

function LastHead({ i18n, zone, head }: Props) {
  return (
    <section class="card">
      <h2>{i18n.t('office.audit.head')}</h2>
      {head ? (
        <>
          <p>{i18n.t('office.audit.head.text', { at: i18n.dateTime(head.madeAt, { zone }) })}</p>
          <pre dir="ltr" lang="en">
            {printHead(head)}
          </pre>
        </>
      ) : (
        <Empty title={i18n.t('office.audit.head.none')} />
      )}
    </section>
  )
}

function MailTo({ i18n, zone, mailTo, form }: Props) {
  return (
    <section class="card">
      <h2>{i18n.t('office.audit.mail')}</h2>
      <p>{i18n.t('office.audit.mail.text')}</p>
      {mailTo && (
        <p>
          <Status tone={mailTo.confirmedAt ? 'success' : 'warning'}>
            {mailTo.confirmedAt
              ? i18n.t('office.audit.confirmed', { at: i18n.dateTime(mailTo.confirmedAt, { zone }) })
              : i18n.t('office.audit.unconfirmed')}
          </Status>
        </p>
      )}
      {form ? (
        <form method="post" action="/organisation/audit" class="narrow">
          <TextField
            name="auditAddress"
            type="email"
            label={i18n.t('office.audit.address')}
            hint={i18n.t('office.audit.address.hint')}
            note={i18n.t('ui.optional')}
            form={form}
          />
          <div class="buttons">
            <button class="button" type="submit">
              {i18n.t('office.save')}
            </button>
          </div>
        </form>
      ) : (
        <p>
          {i18n.t('office.audit.address')}: <bdi>{mailTo?.address ?? i18n.t('office.none')}</bdi>
        </p>
      )}
    </section>
  )
}
