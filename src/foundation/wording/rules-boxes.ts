import { section } from './section.js';

/** Wording of the rules on single boxes: title, why, reasons, and what each option does. */
export const boxRules = section(
  {
    'V1.title': 'Degenerate box',
    'V1.why':
      'A box without area has the target log(0) = -Infinity. With smooth-L1 losses the gradient is NaN, and every weight after it.',
    'V1.point': 'All four corners are in one place.',
    'V1.segment': 'The four corners lie on one line of {length} px: the box has no area.',
    'V1.no-area': 'The box covers only {area} px².',
    'V1.option.hullAreaBelow': 'Error below this area of the convex hull, in px².',

    'V2.title': 'Side that is not positive',
    'V2.why':
      'A side of zero has an infinite target, and a negative one has no logarithm. The annotation contradicts itself, so the true box is unknown.',
    'V2.zero': 'The file states a box of {width} x {height} px: a side of zero.',
    'V2.negative': 'The file states a box of {width} x {height} px: a negative side.',

    'V3.title': 'Needle',
    'V3.why':
      'The target of a side is ln(side / anchor). Beyond ±4.135 no decoder can reach it: the box can only disturb, and at the extreme one such box dominates the loss.',
    'V3.vanishing':
      'The short side is {side} px at training scale: its target is ln({side} / {anchor}) = {target}, far beyond anything that can be decoded.',
    'V3.undecodable':
      'The short side is {side} px at training scale: its target ln({side} / {anchor}) = {target} is beyond the decodable range of ±4.135.',
    'V3.option.errorBelow': 'Error below this short side, in pixels at training scale.',
    'V3.option.warningBelow': 'Warning below this short side, in pixels at training scale.',
    'V3.option.anchor': 'Side of the anchor for which the target is stated, in pixels.',

    'V4.title': 'Thin box',
    'V4.why':
      'MMRotate 0.3.4 silently drops DOTA boxes thinner than 2 px as stored, 1.0.0rc1 trains on them. The two learn from different data without saying so.',
    'V4.below-old-filter':
      'The short side is {storedSide} px: MMRotate 0.3.4’s DOTA loader drops the box below {limit} px, 1.0.0rc1 keeps it.',
    'V4.thin-at-training':
      'The short side shrinks from {storedSide} px to {side} px at training scale, below {limit} px; both versions keep the box.',
    'V4.option.warningBelow': 'Warning below this short side, in pixels as stored or at training scale.',
    'V4.option.needleBelow': 'Boxes thinner than this at training scale are left to V3.',

    'V5.title': 'Coordinate that is not finite',
    'V5.why':
      'OpenCV turns a NaN corner into a plausible but wrong rectangle and an infinite one into NaN, so the mistake surfaces far from its place.',
    'V5.nan':
      '{coordinates, plural, one {One coordinate is} other {# coordinates are}} not a finite number, at least one of them NaN.',
    'V5.infinite': '{coordinates, plural, one {One coordinate is} other {# coordinates are}} infinite.',

    'V6.title': 'Huge coordinate',
    'V6.why':
      'Joined digits or a lost decimal point give boxes no image can hold. Their targets are enormous, and float32 geometry breaks down on them.',
    'V6.impossible': 'A coordinate is {coordinate}; beyond {limit} px no image reaches.',
    'V6.far-outside': 'A coordinate is {coordinate}, more than {times} times the image of {width} x {height} px away.',
    'V6.option.errorAbove': 'Error above this absolute coordinate, in pixels.',
    'V6.option.warningImages': 'Warning above this many times the image’s width or height.',

    'V7.title': 'Self-crossing or dented quad',
    'V7.why':
      'Detectors learn the smallest rectangle round all four corners. If these are out of order, that rectangle is larger than the object.',
    'V7.crossing':
      'The edges cross: the corners are out of order, and the quad covers only {share, number, ::percent .#} of its hull.',
    'V7.dented':
      'One corner lies inside the triangle of the other three: the quad covers only {share, number, ::percent .#} of its hull.',
    'V7.option.errorBelow': 'Error where the quad covers less than this share of its convex hull.',
    'V7.option.warningBelow': 'Warning where the quad covers less than this share of its convex hull.',

    'V8.title': 'Sheared quad',
    'V8.why':
      'A quad that is no rectangle is replaced by the smallest rectangle round it, which covers more than the object; conventions that measure edges get another box.',
    'V8.sheared':
      'The quad fills only {share, number, ::percent .#} of its smallest rectangle; below {limit, number, ::percent .#} it is hardly a rectangle.',
    'V8.option.warningBelow': 'Warning where the hull fills less than this share of the smallest rectangle.',
    'V8.option.sideAbove':
      'Boxes with a shorter short side are left out, as whole-pixel corners shear any of them; pixels.',

    'V9.title': 'Box out of the frame',
    'V9.why':
      'No anchor fits a box that is hardly in the image, so a distant one is forced to match it, with a huge target for the centre.',
    'V9.centre-outside':
      'The centre ({cx}, {cy}) is outside the image of {width} x {height} px; {visible, number, ::percent .#} of the box is inside.',
    'V9.hardly-visible':
      'Only {visible, number, ::percent .#} of the box is inside the image of {width} x {height} px.',
    'V9.partly-visible':
      'Only {visible, number, ::percent .#} of the box is inside the image of {width} x {height} px.',
    'V9.option.errorBelow': 'Error where less than this share of the box is inside the image.',
    'V9.option.warningBelow': 'Warning where less than this share of the box is inside the image.',

    'V13.title': 'Unit of the angle',
    'V13.why':
      'Angles are in radians in this format. Degrees give finite boxes at wrong angles, and a detector that never gets them right.',
    'V13.degrees': 'The angle is {angle}, more than a full turn in radians; in degrees it would be {radians} rad.',
    'V13.same-file':
      'The angle is {angle}; other objects of the file are in degrees, so this one probably is too: {radians} rad.',
    'V13.range': 'The angle is {angle} rad; this format’s angles stay within ±{limit}.',

    'V14.title': 'Duplicate box',
    'V14.why':
      'An object that is annotated twice weighs double, and CFA and Oriented RepPoints divide by a variance of zero.',
    'V14.equal': 'The same box as object {other} on line {otherLine}, with the same class: IoU {iou}.',
    'V14.almost-equal': 'Almost the same box as object {other} on line {otherLine}, with the same class: IoU {iou}.',
    'V14.two-classes': 'Almost the same box as object {other} on line {otherLine}, which is "{otherClass}": IoU {iou}.',
    'V14.option.errorFrom': 'Error from this IoU on, for two boxes of one class.',
    'V14.option.warningFrom': 'Warning from this IoU on.',

    'V18.title': 'Extreme aspect',
    'V18.why':
      'Gaussian losses such as KLD, GWD and KFIoU lose the determinant of a sliver’s covariance in float32: it turns inexact, then negative, and the loss NaN.',
    'V18.sign-flips':
      'The box is {aspect} times as long as wide ({longSide} x {shortSide} px): float32 determinants of its covariance turn negative.',
    'V18.gaussian-losses':
      'The box is {aspect} times as long as wide ({longSide} x {shortSide} px): Gaussian losses are off by up to 8 %.',
    'V18.sliver': 'The box is {aspect} times as long as wide ({longSide} x {shortSide} px).',
    'V18.option.errorAbove': 'Error above this ratio of long to short side.',
    'V18.option.gaussianAbove': 'Warning that Gaussian losses suffer, above this ratio.',
    'V18.option.warningAbove': 'Warning above this ratio of long to short side.',

    'V19.title': 'Oversized box',
    'V19.why':
      'Decoders stretch an anchor 62.5 times at most; a longer side can never be predicted. A side beyond the image’s diagonal belongs to no object in it.',
    'V19.undecodable':
      'The long side is {side} px at training scale, more than {stretch} times the largest anchor of {largestAnchor} px.',
    'V19.beyond-diagonal': 'The long side is {storedSide} px, longer than the image’s diagonal of {diagonal} px.',
    'V19.option.largestAnchor': 'Side of the largest anchor, in pixels at training scale.',
  },
  {
    'V1.title': '退化框',
    'V1.why':
      '没有面积的框，其回归目标是 log(0) = -Infinity。使用 smooth-L1 损失时梯度为 NaN，此后全部权重也成为 NaN。',
    'V1.point': '四个顶点重合于一点。',
    'V1.segment': '四个顶点位于同一条长 {length} px 的线段上：框没有面积。',
    'V1.no-area': '框的面积只有 {area} px²。',
    'V1.option.hullAreaBelow': '凸包面积低于此值时报错误，单位 px²。',

    'V2.title': '非正的边长',
    'V2.why': '边长为零时回归目标为无穷，边长为负时没有对数。标注自相矛盾，真实的框无从得知。',
    'V2.zero': '文件写明框为 {width} x {height} px：有一边为零。',
    'V2.negative': '文件写明框为 {width} x {height} px：有一边为负。',

    'V3.title': '针状框',
    'V3.why':
      '边长的回归目标是 ln(边长 / 锚框边长)。超出 ±4.135 后任何解码器都达不到：这种框只会干扰训练，极端时一个框就主导整个损失。',
    'V3.vanishing': '训练尺度下短边为 {side} px：目标 ln({side} / {anchor}) = {target}，远超可解码范围。',
    'V3.undecodable': '训练尺度下短边为 {side} px：目标 ln({side} / {anchor}) = {target}，超出可解码范围 ±4.135。',
    'V3.option.errorBelow': '短边低于此值时报错误，单位为训练尺度下的像素。',
    'V3.option.warningBelow': '短边低于此值时报警告，单位为训练尺度下的像素。',
    'V3.option.anchor': '用于计算目标的锚框边长，单位像素。',

    'V4.title': '细框',
    'V4.why':
      'MMRotate 0.3.4 会悄悄丢弃原图上细于 2 px 的 DOTA 框，1.0.0rc1 则照常训练。两个版本学的是不同的数据，却都不告知。',
    'V4.below-old-filter':
      '短边为 {storedSide} px：MMRotate 0.3.4 的 DOTA 加载器丢弃低于 {limit} px 的框，1.0.0rc1 保留。',
    'V4.thin-at-training': '短边从 {storedSide} px 缩小到训练尺度下的 {side} px，低于 {limit} px；两个版本都保留该框。',
    'V4.option.warningBelow': '原图或训练尺度下短边低于此值时报警告，单位像素。',
    'V4.option.needleBelow': '训练尺度下比这更细的框由 V3 负责。',

    'V5.title': '非有限坐标',
    'V5.why': 'OpenCV 会把 NaN 顶点变成看似合理的错误矩形，把无穷顶点变成 NaN，错误因此在远离源头的地方才显现。',
    'V5.nan': '{coordinates} 个坐标不是有限数，其中至少一个为 NaN。',
    'V5.infinite': '{coordinates} 个坐标为无穷。',

    'V6.title': '坐标过大',
    'V6.why': '数字粘连或丢失小数点会得到任何图像都容不下的框。它们的回归目标极大，float32 几何运算也会失效。',
    'V6.impossible': '有坐标为 {coordinate}；没有图像会超过 {limit} px。',
    'V6.far-outside': '有坐标为 {coordinate}，超出 {width} x {height} px 图像的 {times} 倍。',
    'V6.option.errorAbove': '坐标绝对值高于此值时报错误，单位像素。',
    'V6.option.warningImages': '坐标超过图像宽或高的这么多倍时报警告。',

    'V7.title': '自相交或内凹的四边形',
    'V7.why': '检测器学习的是包住全部四个顶点的最小矩形。顶点顺序错乱时，这个矩形比目标大。',
    'V7.crossing': '四边形的边相交：顶点顺序错乱，只覆盖凸包的 {share, number, ::percent .#}。',
    'V7.dented': '有一个顶点落在另外三点构成的三角形内：四边形只覆盖凸包的 {share, number, ::percent .#}。',
    'V7.option.errorBelow': '四边形覆盖凸包的比例低于此值时报错误。',
    'V7.option.warningBelow': '四边形覆盖凸包的比例低于此值时报警告。',

    'V8.title': '歪斜的四边形',
    'V8.why': '不是矩形的四边形会被其最小外接矩形取代，覆盖范围大于目标；按边测量的约定则得到另一个框。',
    'V8.sheared':
      '四边形只填满最小外接矩形的 {share, number, ::percent .#}；低于 {limit, number, ::percent .#} 就很难算是矩形。',
    'V8.option.warningBelow': '凸包填满最小外接矩形的比例低于此值时报警告。',
    'V8.option.sideAbove': '短边更短的框不检查，因为整数顶点会使它们都歪斜；单位像素。',

    'V9.title': '框超出图像',
    'V9.why': '几乎不在图像内的框没有合适的锚框，只能强行匹配远处的锚框，中心的回归目标极大。',
    'V9.centre-outside':
      '中心 ({cx}, {cy}) 在 {width} x {height} px 的图像之外；框只有 {visible, number, ::percent .#} 在图像内。',
    'V9.hardly-visible': '框只有 {visible, number, ::percent .#} 在 {width} x {height} px 的图像内。',
    'V9.partly-visible': '框只有 {visible, number, ::percent .#} 在 {width} x {height} px 的图像内。',
    'V9.option.errorBelow': '框在图像内的比例低于此值时报错误。',
    'V9.option.warningBelow': '框在图像内的比例低于此值时报警告。',

    'V13.title': '角度单位',
    'V13.why': '该格式的角度以弧度为单位。误用角度制时框仍然有限，但方向错误，检测器永远学不对。',
    'V13.degrees': '角度为 {angle}，按弧度超过一整圈；若为度，则等于 {radians} rad。',
    'V13.same-file': '角度为 {angle}；同一文件的其他目标以度为单位，此目标多半也是：{radians} rad。',
    'V13.range': '角度为 {angle} rad；该格式的角度应在 ±{limit} 之内。',

    'V14.title': '重复框',
    'V14.why': '标注两次的目标权重加倍，CFA 和 Oriented RepPoints 还会除以零方差。',
    'V14.equal': '与第 {otherLine} 行的目标 {other} 是同一个框，类别相同：IoU {iou}。',
    'V14.almost-equal': '与第 {otherLine} 行的目标 {other} 几乎是同一个框，类别相同：IoU {iou}。',
    'V14.two-classes': '与第 {otherLine} 行的目标 {other} 几乎是同一个框，而后者的类别是“{otherClass}”：IoU {iou}。',
    'V14.option.errorFrom': '同类别的两个框 IoU 达到此值时报错误。',
    'V14.option.warningFrom': 'IoU 达到此值时报警告。',

    'V18.title': '极端长宽比',
    'V18.why':
      'KLD、GWD、KFIoU 等高斯损失用 float32 计算细长框协方差的行列式时会失真：先不准，再变负，最后损失为 NaN。',
    'V18.sign-flips': '框的长是宽的 {aspect} 倍（{longSide} x {shortSide} px）：协方差的 float32 行列式会变为负数。',
    'V18.gaussian-losses': '框的长是宽的 {aspect} 倍（{longSide} x {shortSide} px）：高斯损失误差可达 8 %。',
    'V18.sliver': '框的长是宽的 {aspect} 倍（{longSide} x {shortSide} px）。',
    'V18.option.errorAbove': '长短边之比高于此值时报错误。',
    'V18.option.gaussianAbove': '长短边之比高于此值时警告高斯损失受影响。',
    'V18.option.warningAbove': '长短边之比高于此值时报警告。',

    'V19.title': '过大的框',
    'V19.why': '解码器最多把锚框拉伸 62.5 倍，更长的边永远预测不出。比图像对角线还长的边不属于其中任何目标。',
    'V19.undecodable': '训练尺度下长边为 {side} px，超过最大锚框 {largestAnchor} px 的 {stretch} 倍。',
    'V19.beyond-diagonal': '长边为 {storedSide} px，比图像对角线 {diagonal} px 还长。',
    'V19.option.largestAnchor': '最大锚框的边长，单位为训练尺度下的像素。',
  },
);
