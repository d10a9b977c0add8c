import type { I18n } from '#platform/i18n.ts'
import { ConfirmBox, Notice } from '#ui/index.ts'

/** Says what leaving means before the button. */
export function LeaveView(props: { i18n: I18n; action: string; back: string; leads: boolean }) {
  const { i18n } = props
  if (props.leads)
    return (
      <Notice tone="info" title={i18n.t('coalition.leave.lead.title')}>
        <p>{i18n.t('coalition.lead-stays')}</p>
      </Notice>
    )
  return (
    <ConfirmBox title={i18n.t('coalition.leave.title')} tone="danger">
      <ul>
        {(['access', 'list', 'acts', 'pages'] as const).map((what) => (
          <li>{i18n.t(`coalition.leave.${what}`)}</li>
        ))}
      </ul>
      <form method="post" action={props.action}>
        <div class="buttons">
          <button class="button danger" type="submit">
            {i18n.t('coalition.leave.button')}
          </button>
          <a href={props.back}>{i18n.t('coalition.back')}</a>
        </div>
      </form>
    </ConfirmBox>
  )
}
