// Names of mmcv's operations for Python; their sources come from mmcv's source distribution.
#include <torch/extension.h>

#include "pytorch_cpp_helper.hpp"

void roi_align_rotated_forward(Tensor input, Tensor rois, Tensor output, int aligned_height, int aligned_width,
                               float spatial_scale, int sampling_ratio, bool aligned, bool clockwise);
void roi_align_rotated_backward(Tensor top_grad, Tensor rois, Tensor bottom_grad, int aligned_height,
                                int aligned_width, float spatial_scale, int sampling_ratio, bool aligned,
                                bool clockwise);
void rotated_feature_align_forward(const Tensor features, const Tensor best_bboxes, Tensor output,
                                   const float spatial_scale, const int points);
void rotated_feature_align_backward(const Tensor top_grad, const Tensor best_bboxes, Tensor bottom_grad,
                                    const float spatial_scale, const int points);
void deform_conv_forward(Tensor input, Tensor weight, Tensor offset, Tensor output, Tensor columns, Tensor ones,
                         int kW, int kH, int dW, int dH, int padW, int padH, int dilationW, int dilationH, int group,
                         int deformable_group, int im2col_step);
void deform_conv_backward_input(Tensor input, Tensor offset, Tensor gradOutput, Tensor gradInput, Tensor gradOffset,
                                Tensor weight, Tensor columns, int kW, int kH, int dW, int dH, int padW, int padH,
                                int dilationW, int dilationH, int group, int deformable_group, int im2col_step);
void deform_conv_backward_parameters(Tensor input, Tensor offset, Tensor gradOutput, Tensor gradWeight,
                                     Tensor columns, Tensor ones, int kW, int kH, int dW, int dH, int padW, int padH,
                                     int dilationW, int dilationH, int group, int deformable_group, float scale,
                                     int im2col_step);

PYBIND11_MODULE(TORCH_EXTENSION_NAME, m) {
  m.def("roi_align_rotated_forward", &roi_align_rotated_forward);
  m.def("roi_align_rotated_backward", &roi_align_rotated_backward);
  m.def("rotated_feature_align_forward", &rotated_feature_align_forward);
  m.def("rotated_feature_align_backward", &rotated_feature_align_backward);
  m.def("deform_conv_forward", &deform_conv_forward);
  m.def("deform_conv_backward_input", &deform_conv_backward_input);
  m.def("deform_conv_backward_parameters", &deform_conv_backward_parameters);
}
