import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';

interface Order {
  name: string;
  count: string;
  notes: string;
  kind: string;
  size: string;
  level: string;
  agreed: boolean;
}

const empty: Order = {
  ...{ name: '', count: '1', notes: '', kind: 'tea', size: 'small', level: '20', agreed: false },
};

/** A form whose every value is React's: what the page does not take, is not shown. */
function OrderForm() {
  const [order, setOrder] = useState(empty);
  const [sent, setSent] = useState<Order>();
  const take = (key: keyof Order) => ({
    id: key,
    value: order[key] as string,
    onChange: ({ target }: { target: { value: string } }) =>
      setOrder((current) => ({ ...current, [key]: target.value })),
  });
  const upper = ({ target }: { target: { value: string } }): void =>
    setOrder((current) => ({ ...current, name: target.value.toUpperCase() }));
  const submit = (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    setSent(order);
  };
  const size = (value: string) =>
    h('input', {
      ...{ type: 'radio', name: 'size', id: value, value, checked: order.size === value },
      onChange: () => setOrder((current) => ({ ...current, size: value })),
    });
  const agreed = {
    ...{ type: 'checkbox', id: 'agreed', checked: order.agreed },
    onChange: ({ target }: { target: { checked: boolean } }) =>
      setOrder((current) => ({ ...current, agreed: target.checked })),
  };
  return h(
    'form',
    { onSubmit: submit },
    h('input', { ...take('name'), onChange: upper }),
    h('input', { ...take('count'), type: 'number' }),
    h('textarea', take('notes')),
    h('select', take('kind'), h('option', null, 'tea'), h('option', null, 'coffee')),
    ...[size('small'), size('large')],
    h('input', { ...take('level'), type: 'range', style: { width: '216px', margin: 0 } }),
    h('label', { id: 'label' }, 'Agreed', h('input', agreed)),
    h('button', { id: 'send', disabled: !order.agreed }, 'Send'),
    h('output', null, sent && JSON.stringify(sent)),
  );
}

const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(h(OrderForm));
