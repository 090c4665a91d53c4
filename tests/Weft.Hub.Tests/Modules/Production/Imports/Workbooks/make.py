#!/usr/bin/env python3
"""Makes the workbooks beside this file with LibreOffice (soffice). Run it by hand when one is added; the results are committed.

Each workbook is written as Flat XML (.fods), which says exactly what LibreOffice holds, and saved by it as .xlsx or .csv.
"""
import pathlib, subprocess, sys, tempfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).parent
NS = ' '.join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{u}"' for p, u in dict(
    office='office:1.0', table='table:1.0', text='text:1.0', style='style:1.0', number='datastyle:1.0', of='of:1.2').items())
STYLES = '''<office:automatic-styles>
<number:number-style style:name="N5"><number:number number:decimal-places="0" number:min-integer-digits="5"/></number:number-style>
<number:date-style style:name="ND"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<number:date-style style:name="NC"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text><number:day/><number:text>日</number:text></number:date-style>
<style:style style:name="zeros" style:family="table-cell" style:data-style-name="N5"/>
<style:style style:name="date" style:family="table-cell" style:data-style-name="ND"/>
<style:style style:name="cdate" style:family="table-cell" style:data-style-name="NC"/>
<style:style style:name="tv" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="th" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>'''


class N:
    """A cell that is more than text: n number, d date, f formula with its value, m merged range."""
    def __init__(self, value='', kind='text', style=None, formula=None, cols=1, rows=1, runs=None):
        self.value, self.kind, self.style, self.formula, self.cols, self.rows, self.runs = value, kind, style, formula, cols, rows, runs

    def xml(self):
        span = f' table:number-columns-spanned="{self.cols}" table:number-rows-spanned="{self.rows}"' if self.cols + self.rows > 2 else ''
        style = f' table:style-name="{self.style}"' if self.style else ''
        formula = f' table:formula="{escape(self.formula, {chr(34): "&quot;"})}"' if self.formula else ''
        if self.kind == 'float':
            return f'<table:table-cell{style}{span}{formula} office:value-type="float" office:value="{self.value}"/>'
        if self.kind == 'date':
            return f'<table:table-cell{style or " table:style-name=" + chr(34) + "date" + chr(34)}{span} office:value-type="date" office:date-value="{self.value}"/>'
        if self.kind == 'covered':
            return '<table:covered-table-cell/>'
        if self.kind == 'boolean':
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{self.value}"/>'
        if not self.value and not self.formula:
            return '<table:table-cell/>'
        lines = ''.join(f'<text:p>{escape(line)}</text:p>' for line in str(self.value).split('\n'))
        return f'<table:table-cell{style}{span}{formula} office:value-type="string">{lines}</table:table-cell>'


def n(v, style=None): return N(v, 'float', style)
def d(v, style=None): return N(v, 'date', style)
def f(formula, v=0): return N(v, 'float', formula='of:' + formula)
C = N(kind='covered')


def cells(row): return ''.join((c if isinstance(c, N) else N(str(c))).xml() for c in row)


def book(name, sheets, epoch1904=False, hidden_rows=(), to='xlsx'):
    settings = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>' if epoch1904 else ''
    body = ''
    for title, rows, *hidden in sheets:
        trs = ''.join(f'<table:table-row{chr(32) + "table:visibility=" + chr(34) + "collapse" + chr(34) if i + 1 in hidden_rows else ""}>{cells(r)}</table:table-row>'
                      if r else '<table:table-row><table:table-cell/></table:table-row>' for i, r in enumerate(rows))
        body += f'<table:table table:name="{escape(title)}" table:style-name="{"th" if hidden else "tv"}">{trs}</table:table>'
    fods = f'<?xml version="1.0" encoding="UTF-8"?><office:document {NS} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">{STYLES}<office:body><office:spreadsheet>{settings}{body}</office:spreadsheet></office:body></office:document>'
    with tempfile.TemporaryDirectory() as tmp:
        source = pathlib.Path(tmp, name + '.fods')
        source.write_text(fods, encoding='utf-8')
        subprocess.run(['soffice', f'-env:UserInstallation=file://{tmp}/profile', '--headless', '--convert-to', to, '--outdir', str(HERE), str(source)], check=True, capture_output=True)
    print(name)


STYLE = ['款号*', '款名*', '品类*', '单价', '交板日期', '备注']
ORDER = ['订单序号', '款号', '颜色', '尺码', '数量', '加工厂', '预计出货']

BOOKS = dict(
    plain=lambda b: b([('款式', [STYLE, ['F001', '连衣裙', '裙', n(88.5), d('2026-03-01'), '首批'], ['F002', '衬衫', '上衣', n(96), '2026/3/5', '']])]),
    zeros=lambda b: b([('款式', [STYLE, ['00123', '文本零', '裙', n(1)], [n(124, 'zeros'), '格式零', '裙', n(2)], ['6901234567890123456', '长文本', '裙', n(3)]])]),
    longnumber=lambda b: b([('款式', [STYLE, [n('6901234567890123456'), '长数字', '裙', n(1)], [n('690123456789012'), '十五位', '裙', n(2)]])]),
    decimals=lambda b: b([('款式', [STYLE, ['D1', '小数', '裙', n('1.1')], ['D2', '和', '裙', f('=0.1+0.2', 0.3)], ['D3', '三分之一', '裙', f('=1/3', 0.333)], ['D4', '文本数', '裙', '12.50'], ['D5', '不是数', '裙', '十二']])]),
    epoch1904=lambda b: b([('款式', [STYLE, ['E1', '旧纪元', '裙', n(1), d('2026-03-01')], ['E2', '中文日期', '裙', n(1), d('2026-12-31', 'cdate')]])], epoch1904=True),
    epoch1900=lambda b: b([('款式', [STYLE, ['E1', '新纪元', '裙', n(1), d('2026-03-01')], ['E2', '中文日期', '裙', n(1), d('2026-12-31', 'cdate')], ['E3', '序号', '裙', n(1), n(46082)]])]),
    dateastext=lambda b: b([('款式', [STYLE, [d('2026-01-02'), '变成日期的款号', '裙', n(1)]])]),
    formulas=lambda b: b([('款式', [STYLE, [N('A1-X', formula='of:="A1"&"-X"'), '公式款号', '裙', f('=2*44.25', 88.5)], ['F2', '错误', '裙', f('=1/0')], ['F3', '引用', '裙', f('=[.D2]+1', 89.5)]])]),
    merged=lambda b: b([('款式', [[N('春季款式表', cols=6), C, C, C, C, C], STYLE, ['M1', '甲', N('连衣裙', rows=2), n(1)], ['M2', '乙', C, n(2)], ['M3', '丙', '衬衫', N(9, 'float', rows=2)], ['M4', '丁', '衬衫', C]])]),
    hidden=lambda b: b([('款式', [STYLE, ['H1', '可见', '裙', n(1)], ['H2', '隐藏', '裙', n(1)]]), ('字典', [['款号'], ['不应读取']], True)], hidden_rows=(3,)),
    emptyrows=lambda b: b([('款式', [[], [], ['说明：带 * 的列必填'], STYLE, [], ['R1', '一', '裙', n(1)], [], [], ['R2', '二', '裙', n(2)], []])]),
    errors=lambda b: b([('款式', [STYLE, ['', '无款号', '裙'], ['X1', '', '裙', n(-1)], ['X2', '好的', '裙', n(5)], ['X2', '重复', '裙', n(5)], ['X3', '日期', '裙', n(1), '二月三十'], ['X' * 65, '太长', '裙']])]),
    missing=lambda b: b([('款式', [['款名', '单价'], ['没有款号', n(1)]])]),
    titles=lambda b: b([('款式', [['styleNo', '款式名称', '品 类 *', '价格', '未知列', '备注'], ['T1', '别名', '裙', n(7), '丢弃', '两行\n备注']])]),
    twicetitles=lambda b: b([('款式', [['款号', '款名', '品类', '款号'], ['T1', '甲', '裙', 'T2']])]),
    orders=lambda b: b([('订单', [ORDER, ['1', 'F001', '红', 'S', n(10), '宏达', d('2099-03-01')], ['1', '', '红', 'M', n(20)], ['1', '', '蓝', 'S', n(5)], ['2', 'F002', '', '', n(100)]])]),
    orderclash=lambda b: b([('订单', [ORDER, ['1', 'F001', '红', 'S', n(10)], ['1', 'F009', '红', 'M', n(20)], ['2', 'F001', '红', 'S', n(1)], ['2', '', '红', 'S', n(2)], ['3', 'F001', '红', '', n('1.5')], ['4', 'F001', '红', 'S', n(0)]])]),
    matrix=lambda b: b([('一号单', [['款号', 'F001', '客户', '欧尚'], ['加工厂', N('宏达制衣', cols=3), C, C], ['预计出货', d('2099-03-01'), '客户单价', n('88.50')], [], ['颜色\\尺码', 'S', 'M', 'L', '合计'], ['红', n(10), n(20), '', n(30)], ['蓝', n(5), n(0), n(7), f('=SUM([.B7:.D7])', 12)], ['合计', n(15), n(20), n(7), n(42)]]),
                            ('二号单', [['款号：', '00777'], ['颜色', n(36), n(37)], ['黑', n(3), n(4)]])]),
    matrixwrong=lambda b: b([('错单', [['款号', 'F001'], ['颜色/尺码', 'S', 'M', '合计'], ['红', n(10), n(20), n(31)], ['红', n('1.5'), '多', ''], ['合计', n(10), n(20)]]), ('空单', [['随便', '写的']])]),
    factories=lambda b: b([('供应商', [['供应商名称*', '编码', '类型', '供应类型', '联系人', '电话', '日产能'], ['宏达制衣', '007', '外发', '加工', '李', n('13812345678'), n(800)], ['布行', '', '', '面辅料', '', '+86 21 5555', '']])]),
)

if __name__ == '__main__':
    for name, make in BOOKS.items():
        if len(sys.argv) < 2 or name in sys.argv[1:]:
            make(lambda sheets, name=name, **options: book(name, sheets, **options))
