import {
  createApp,
  defineComponent,
  h,
  reactive,
  ref,
  vModelCheckbox,
  vModelRadio,
  vModelSelect,
  vModelText,
  withDirectives,
  type ObjectDirective,
  type VNode,
} from 'vue';

const order = reactive({
  ...{ name: '', count: 1, notes: '', kind: 'tea', size: 'small', level: '20', agreed: false },
  ...{ day: '', colour: '#000000' },
});
type Key = keyof typeof order;

/** What a template's `v-model` becomes. */
function model(
  key: Key,
  directive: ObjectDirective,
  vnode: VNode,
  modifiers: Record<string, boolean> = {},
): VNode {
  const set = (value: unknown): void => {
    Object.assign(order, { [key]: value });
  };
  vnode.props = { ...vnode.props, 'onUpdate:modelValue': set };
  return withDirectives(vnode, [[directive, order[key], '', modifiers]]);
}

const OrderForm = defineComponent(() => {
  const sent = ref('');
  const text = (key: Key, type: string, modifiers = {}): VNode =>
    model(key, vModelText, h('input', { id: key, type }), modifiers);
  const size = (value: string): VNode =>
    model('size', vModelRadio, h('input', { id: value, type: 'radio', value, name: 'size' }));
  const submit = (event: Event): void => {
    event.preventDefault();
    sent.value = JSON.stringify(order);
  };
  return () =>
    h('form', { onSubmit: submit }, [
      text('name', 'text', { trim: true }),
      text('count', 'number', { number: true }),
      model('notes', vModelText, h('textarea', { id: 'notes' }), { lazy: true }),
      model(
        'kind',
        vModelSelect,
        h('select', { id: 'kind' }, [h('option', 'tea'), h('option', 'coffee')]),
      ),
      size('small'),
      size('large'),
      h('span', { style: 'display: inline-block' }, [text('level', 'range')]),
      text('day', 'date'),
      text('colour', 'color'),
      h('label', { id: 'label' }, [
        'Agreed',
        model('agreed', vModelCheckbox, h('input', { id: 'agreed', type: 'checkbox' })),
      ]),
      h('button', { id: 'send', disabled: !order.agreed }, 'Send'),
      h('output', sent.value),
    ]);
});

const root = document.createElement('div');
document.body.append(root);
createApp(OrderForm).mount(root);
